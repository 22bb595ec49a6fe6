package io.manako.cli.models;

import static io.manako.cli.models.LayerTable.count;

import io.manako.cli.measure.ZooMember;
import io.manako.graph.Graph;
import io.manako.graph.GraphStats;
import io.manako.zoo.Variant;
import io.manako.zoo.ZooModel;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Describes a network of the zoo, which has no trained weights: its layers and their cost. */
final class NetworkDescription {
  private final ZooModel model;
  private final Variant variant;

  NetworkDescription(ZooModel model, Variant variant) {
    this.model = model;
    this.variant = variant;
  }

  /** Prints the layers, then the totals. */
  void print(Rows rows) {
    Graph graph = model.build(variant);
    GraphStats stats = GraphStats.of(graph);
    LayerTable table = LayerTable.of(stats);
    rows.text(heading());
    rows.text("");
    table.lines().forEach(rows::text);
    rows.json(table.rows().stream().map(LayerTable::json).toList());
    EngineMemory memory = EngineMemory.of(graph);
    Map<String, Object> whole = whole(stats);
    memory.describe(whole);
    rows.print(whole, summary(stats) + "%nMemory         %s".formatted(memory.text()));
  }

  private String heading() {
    String width = model.scalable() ? ", α %s".formatted(ZooMember.number(variant.width())) : "";
    return String.format(
        Locale.ROOT,
        "%s%s, %d×%d pixels, %d classes%n%s",
        model.name(),
        width,
        variant.size(),
        variant.size(),
        variant.classes(),
        model.paper());
  }

  private String summary(GraphStats stats) {
    return """

        Parameters     %s in all, %s trainable, %s statistics of batch normalisations
        Multiply-adds  %s
        Accuracy       %s"""
        .formatted(
            count(stats.parameters() + stats.statistics()),
            count(stats.parameters()),
            count(stats.statistics()),
            count(stats.multiplyAdds()),
            accuracy());
  }

  private String accuracy() {
    return model
        .published(variant)
        .map(r -> "%s %s %%".formatted(r.measure().text(), ZooMember.number(r.value())))
        .orElse("none was published for this width, input and number of classes");
  }

  private Map<String, Object> whole(GraphStats stats) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", model.name());
    row.put("task", model.task().name().toLowerCase(Locale.ROOT));
    row.put("paper", model.paper());
    row.put("alpha", variant.width());
    row.put("input", variant.size());
    row.put("classes", variant.classes());
    row.put("parameters_all", stats.parameters() + stats.statistics());
    row.put("parameters", stats.parameters());
    row.put("bn_statistics", stats.statistics());
    row.put("multiply_adds", stats.multiplyAdds());
    model
        .published(variant)
        .ifPresent(
            r -> {
              row.put("measure", r.measure().text());
              row.put("published", r.value());
            });
    return row;
  }
}
