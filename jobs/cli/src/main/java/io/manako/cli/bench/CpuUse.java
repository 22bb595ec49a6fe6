package io.manako.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * CPU time of this process so far, by group of threads.
 *
 * @param seconds time by group; the JVM's own threads (compiler, collector) are under {@link #JVM}
 */
record CpuUse(Map<String, Double> seconds) {
  static final String JVM = "JVM: compiler, garbage collector";
  static final String TASK = "task: decode, preprocess, suppression's results to records";

  private static final String WORKER = "worker: inference, suppression";
  private static final String LOOP_OR_READER = "a: the loop; b: the benchmark's own reader";

  /** Groups that are measured part by part, or that only a benchmark has. */
  static final Set<String> COUNTED_ELSEWHERE = Set.of(TASK, WORKER, LOOP_OR_READER);

  private static final String OTHER = "Flink's other threads, checkpoints";

  private static final Map<String, String> GROUPS = groups();

  private static Map<String, String> groups() {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put("Source: frames", TASK);
    groups.put("inference", WORKER);
    groups.put("Source Data Fetcher", "Kafka: fetch frames");
    groups.put("kafka-producer-network-thread", "Kafka: send results");
    groups.put("main", LOOP_OR_READER);
    return groups;
  }

  /** Returns the present times. */
  static CpuUse now() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double java = 0;
    for (long id : threads.getAllThreadIds()) {
      ThreadInfo info = threads.getThreadInfo(id);
      long nanos = threads.getThreadCpuTime(id);
      if (info != null && nanos > 0) {
        seconds.merge(group(info.getThreadName()), nanos / 1e9, Double::sum);
        java += nanos / 1e9;
      }
    }
    seconds.put(JVM, processSeconds() - java);
    return new CpuUse(seconds);
  }

  private static String group(String thread) {
    return GROUPS.entrySet().stream()
        .filter(e -> thread.startsWith(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHER);
  }

  private static double processSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /** Returns the time per frame since {@code earlier}. */
  Map<String, Double> millisPerFrame(CpuUse earlier, long frames) {
    Map<String, Double> millis = new LinkedHashMap<>();
    seconds.forEach(
        (group, s) ->
            millis.put(group, (s - earlier.seconds.getOrDefault(group, 0.0)) * 1000 / frames));
    return millis;
  }

  /** Returns the sum of all groups. */
  double total() {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
