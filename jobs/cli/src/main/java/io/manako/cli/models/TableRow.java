package io.manako.cli.models;

import static io.manako.cli.models.LayerTable.count;

import io.manako.cli.measure.Measurement;
import io.manako.cli.measure.ZooMember;
import io.manako.engine.EngineOptions.Kind;
import io.manako.graph.GraphStats;
import io.manako.zoo.PublishedResult;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Network in the table.
 *
 * @param member member of the zoo
 * @param stats computed cost
 * @param java milliseconds per picture
 * @param onnxRuntime milliseconds per picture
 */
record TableRow(
    ZooMember member, GraphStats stats, OptionalDouble java, OptionalDouble onnxRuntime) {
  private static final String FORMAT = "%-22s %5s %5s  %-18s %6s %13s %17s %10s %12s";

  static TableRow of(ZooMember member, Measurement measurement) {
    String name = member.model().name();
    return new TableRow(
        member,
        member.stats(),
        measurement.millis(name, member.variant(), Kind.JAVA),
        measurement.millis(name, member.variant(), Kind.ONNXRUNTIME));
  }

  static String heading() {
    return FORMAT.formatted(
        "network",
        "α",
        "input",
        "published",
        "%",
        "parameters",
        "multiply-adds",
        "java ms",
        "onnxruntime");
  }

  boolean isTimed() {
    return java.isPresent() || onnxRuntime.isPresent();
  }

  String text() {
    return FORMAT.formatted(
        member.model().name(),
        member.model().scalable() ? ZooMember.number(member.variant().width()) : "",
        member.variant().size(),
        member.published().map(r -> r.measure().text()).orElse("–"),
        member.published().map(r -> one(r.value())).orElse(""),
        count(stats.parameters()),
        count(stats.multiplyAdds()),
        millis(java),
        millis(onnxRuntime));
  }

  private static String one(double percent) {
    return String.format(Locale.ROOT, "%.1f", percent);
  }

  private static String millis(OptionalDouble time) {
    return time.isEmpty() ? "–" : String.format(Locale.ROOT, "%.2f", time.getAsDouble());
  }

  Map<String, Object> json() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", member.model().name());
    row.put("task", member.task().name().toLowerCase(Locale.ROOT));
    row.put("alpha", member.variant().width());
    row.put("input", member.variant().size());
    row.put("classes", member.variant().classes());
    member.published().ifPresent(r -> published(row, r));
    row.put("parameters", stats.parameters());
    row.put("multiply_adds", stats.multiplyAdds());
    java.ifPresent(t -> row.put("java_ms", t));
    onnxRuntime.ifPresent(t -> row.put("onnxruntime_ms", t));
    return row;
  }

  private static void published(Map<String, Object> row, PublishedResult result) {
    row.put("measure", result.measure().text());
    row.put("published", result.value());
  }
}
