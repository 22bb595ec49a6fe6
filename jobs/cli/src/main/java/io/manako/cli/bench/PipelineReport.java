package io.manako.cli.bench;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What {@code bench pipeline} measured.
 *
 * @param setting machine and load in one line
 * @param bare way (a)
 * @param whole way (b)
 * @param ratio of the frames/s, b / a
 * @param meanBatch frames in a batch of way b
 * @param latency at half of b's rate, or zeros if it was left out
 * @param memory over many frames, or zeros if it was left out
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
   * The best of a way's rounds.
   *
   * @param framesPerSecond of wall clock
   * @param cpuMillisPerFrame of all threads
   * @param cpuMillisByPart the same by who used it
   */
  public record Way(
      double framesPerSecond, double cpuMillisPerFrame, Map<String, Double> cpuMillisByPart) {}

  /**
   * End to end, at-least-once, in ms.
   *
   * @param goalMillis batch delay plus two batches
   * @param stolen share of the machine's time that its hypervisor took away meanwhile, 0 to 1
   */
  public record Latency(
      double framesPerSecond, long p50Millis, long p99Millis, double goalMillis, double stolen) {}

  /** Resident memory of the process in MiB. */
  public record Memory(long frames, long beforeMebibytes, long afterMebibytes) {}

  /**
   * Milliseconds of a core that a frame takes in the whole way beside decoding, preparing and the
   * models: Kafka's clients, records, checkpoints, Flink, the JVM. From the CPU times of the
   * threads, since the difference of both ways' frames/s is smaller than what a machine's
   * neighbours change.
   *
   * @param pictureMillis of decoding and preparing a frame, which the task's thread does too
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

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder(setting).append("\n\n");
    line(text, "(a) bare loop", "%.1f frames/s, %.1f ms CPU a frame", bare);
    line(text, "(b) Kafka → job → Kafka", "%.1f frames/s, %.1f ms CPU a frame", whole);
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
            String.format(Locale.ROOT, "CPU time in ms a frame; b's batches hold %.1f", meanBatch),
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
