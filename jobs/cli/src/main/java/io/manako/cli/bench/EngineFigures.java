package io.manako.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Result of a duel.
 *
 * @param model name of the network
 * @param threads threads per run
 * @param batch pictures per run
 * @param java milliseconds per picture
 * @param rival milliseconds per picture of ONNX Runtime, null if it did not run
 * @param gigaflop operations per picture
 * @param peak GFLOP/s of all the threads' cores together, measured in the same run; 0 if unknown
 * @param allocated bytes on the heap per run
 * @param weightBytes packed weights, once per JVM
 * @param arenaBytes activations and scratch memory, once per engine
 */
record EngineFigures(
    String model,
    int threads,
    int batch,
    Quartiles java,
    @Nullable Quartiles rival,
    double gigaflop,
    double peak,
    long allocated,
    long weightBytes,
    long arenaBytes) {

  static String heading() {
    return "%-26s %3s %3s %23s %23s %6s %6s %8s %6s %6s %9s"
        .formatted(
            "model",
            "thr",
            "b",
            "java ms (quartiles)",
            "onnxruntime ms",
            "ratio",
            "least",
            "GFLOP/s",
            "peak",
            "alloc",
            "memory MB");
  }

  /** Returns ONNX Runtime's time over Java's; 0 if it did not run. */
  double ratio() {
    return rival == null ? 0 : rival.median() / java.median();
  }

  /** Returns the ratio of the least times, which other load on the machine disturbs least. */
  double leastRatio() {
    return rival == null ? 0 : rival.least() / java.least();
  }

  double gigaflops() {
    return gigaflop / java.median() * 1e3;
  }

  String row() {
    String share = peak == 0 ? "–" : String.format(Locale.ROOT, "%.0f%%", 100 * gigaflops() / peak);
    return String.format(
        Locale.ROOT,
        "%-26s %3d %3d %23s %23s %6s %6s %8.1f %6s %6d %9s",
        model,
        threads,
        batch,
        text(java),
        rival == null ? "–" : text(rival),
        rival == null ? "–" : String.format(Locale.ROOT, "×%.2f", ratio()),
        rival == null ? "–" : String.format(Locale.ROOT, "×%.2f", leastRatio()),
        gigaflops(),
        share,
        allocated,
        String.format(Locale.ROOT, "%.1f+%.1f", weightBytes / 1e6, arenaBytes / 1e6));
  }

  private static String text(Quartiles q) {
    return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", q.median(), q.first(), q.third());
  }

  ObjectNode json(ObjectMapper mapper) {
    ObjectNode json =
        mapper
            .createObjectNode()
            .put("model", model)
            .put("threads", threads)
            .put("batch", batch)
            .put("java_ms", java.median())
            .put("java_ms_least", java.least())
            .put("java_ms_q1", java.first())
            .put("java_ms_q3", java.third());
    if (rival != null) {
      json.put("onnxruntime_ms", rival.median())
          .put("onnxruntime_ms_least", rival.least())
          .put("onnxruntime_ms_q1", rival.first())
          .put("onnxruntime_ms_q3", rival.third())
          .put("ratio", ratio())
          .put("ratio_least", leastRatio());
    }
    return json.put("gflops", gigaflops())
        .put("peak_gflops", peak)
        .put("peak_share", peak == 0 ? 0 : gigaflops() / peak)
        .put("allocated_bytes", allocated)
        .put("weight_bytes", weightBytes)
        .put("arena_bytes", arenaBytes);
  }
}
