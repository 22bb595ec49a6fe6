package io.manako.cli.bench;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Result of {@code bench pipeline}.
 *
 * @param setting machine and load in one line
 * @param bare way (a)
 * @param whole way (b)
 * @param ratio ratio of the frames/s, b / a
 * @param meanBatch mean frames per batch of way b
 * @param latency latency at half of b's rate, or zeros if it was left out
 * @param memory memory over many frames, or zeros if it was left out
 */
public record PipelineReport(
    String setting,
    Way bare,
    Way whole,
    double ratio,
    double meanBatch,
    Latency latency,
    Memory memory) {

  /**
   * Best round of a way.
   *
   * @param framesPerSecond frames per second of wall clock
   * @param cpuMillisPerFrame CPU time of all threads
   * @param cpuMillisByPart CPU time by group of threads
   */
  public record Way(
      double framesPerSecond, double cpuMillisPerFrame, Map<String, Double> cpuMillisByPart) {}

  /**
   * Latency end to end, at-least-once, in ms.
   *
   * @param goalMillis batch delay plus two batches
   * @param stolen share of the machine's time that its hypervisor took away meanwhile, 0 to 1
   */
  public record Latency(
      double framesPerSecond, long p50Millis, long p99Millis, double goalMillis, double stolen) {}

  /** Resident memory of the process in MiB. */
  public record Memory(long frames, long beforeMebibytes, long afterMebibytes) {}

  /**
   * Returns the milliseconds of a core per frame in the whole way beside decoding, preparing and
   * the models: Kafka's clients, records, checkpoints, Flink, the JVM. The figure comes from the
   * CPU times of the threads, because the difference of both ways' frames/s is smaller than the
   * disturbance by a machine's neighbours.
   *
   * @param pictureMillis time for decoding and preparing a frame, which the task's thread does too
   */
  public double streamMillis(double pictureMillis) {
    Map<String, Double> parts = whole.cpuMillisByPart();
    double others =
        parts.entrySet().stream()
            .filter(e -> !CpuUse.COUNTED_ELSEWHERE.contains(e.getKey()))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    return others + Math.max(0, parts.getOrDefault(CpuUse.TASK, 0.0) - pictureMillis);
  }

  /** Returns the report for people. */
  String text() {
    StringBuilder text = new StringBuilder(setting).append("\n\n");
    line(text, "(a) bare loop", "%.1f frames/s, %.1f ms CPU per frame", bare);
    line(text, "(b) Kafka → job → Kafka", "%.1f frames/s, %.1f ms CPU per frame", whole);
    text.append(
        String.format(
            Locale.ROOT,
            "%-28s %.3f (goal 0.9: %s)%n%n",
            "b / a",
            ratio,
            ratio >= 0.9 ? "met" : "missed"));
    parts(text);
    if (latency.framesPerSecond() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%nLatency at %.1f frames/s, at-least-once, the JVM's compiler on the other core: p50 %d ms, p99 %d ms"
                  + " (goal: batch delay + 2 batches = %.0f ms: %s);"
                  + " stolen by the hypervisor: %.1f %%%n",
              latency.framesPerSecond(),
              latency.p50Millis(),
              latency.p99Millis(),
              latency.goalMillis(),
              latency.p99Millis() <= latency.goalMillis() ? "met" : "missed",
              latency.stolen() * 100));
    }
    if (memory.frames() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "Resident memory: %d MiB after warm-up, %d MiB %,d frames later%n",
              memory.beforeMebibytes(),
              memory.afterMebibytes(),
              memory.frames()));
    }
    return text.toString();
  }

  private void parts(StringBuilder text) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-64s %6s %6s%n",
            String.format(
                Locale.ROOT, "CPU time in ms per frame; b's batches hold" + " %.1f", meanBatch),
            "a",
            "b"));
    Set<String> parts = new LinkedHashSet<>(bare.cpuMillisByPart().keySet());
    parts.addAll(whole.cpuMillisByPart().keySet());
    for (String part : parts) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-62s %6.2f %6.2f%n",
              part,
              bare.cpuMillisByPart().getOrDefault(part, 0.0),
              whole.cpuMillisByPart().getOrDefault(part, 0.0)));
    }
  }

  private static void line(StringBuilder text, String name, String format, Way way) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-28s " + format + "%n",
            name,
            way.framesPerSecond(),
            way.cpuMillisPerFrame()));
  }
}
