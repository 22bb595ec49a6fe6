package io.manako.cli.models;

import io.manako.graph.GraphStats;
import io.manako.graph.GraphStats.Layer;
import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Layers of a network as papers list them: a convolution, its normalisation and its non-linearity
 * are one row.
 *
 * @param rows rows in the order of the network
 * @param total sum of all rows
 */
record LayerTable(List<Row> rows, GraphStats total) {

  /**
   * One row.
   *
   * @param name name of the layer
   * @param output shape of its output for one picture
   * @param parameters number of trainable parameters
   * @param statistics number of running means and variances
   * @param multiplyAdds multiply-adds for one picture
   */
  record Row(String name, Shape output, long parameters, long statistics, long multiplyAdds) {}

  /** Joins neighbouring nodes whose names are equal up to the last slash. */
  static LayerTable of(GraphStats stats) {
    List<Row> rows = new ArrayList<>();
    List<Layer> group = new ArrayList<>();
    for (Layer layer : stats.layers()) {
      if (!group.isEmpty() && !prefix(group.get(0)).equals(prefix(layer))) {
        rows.add(row(group));
        group.clear();
      }
      group.add(layer);
    }
    if (!group.isEmpty()) {
      rows.add(row(group));
    }
    return new LayerTable(rows, stats);
  }

  private static String prefix(Layer layer) {
    int slash = layer.name().lastIndexOf('/');
    return slash < 0 ? layer.name() : layer.name().substring(0, slash);
  }

  private static Row row(List<Layer> group) {
    Layer last = group.get(group.size() - 1);
    return new Row(
        group.size() == 1 ? last.name() : prefix(last),
        last.output(),
        group.stream().mapToLong(Layer::parameters).sum(),
        group.stream().mapToLong(Layer::statistics).sum(),
        group.stream().mapToLong(Layer::multiplyAdds).sum());
  }

  /** Returns heading, rows and totals for people. */
  List<String> lines() {
    int width = Math.max(5, rows.stream().mapToInt(r -> r.name().length()).max().orElse(0));
    String format = "%-" + width + "s  %-14s %13s %13s %17s";
    List<String> lines = new ArrayList<>();
    lines.add(format.formatted("layer", "output", "parameters", "BN statistics", "multiply-adds"));
    rows.forEach(
        r ->
            lines.add(
                format.formatted(
                    r.name(),
                    extents(r.output()),
                    count(r.parameters()),
                    count(r.statistics()),
                    count(r.multiplyAdds()))));
    lines.add(
        format.formatted(
            "total",
            "",
            count(total.parameters()),
            count(total.statistics()),
            count(total.multiplyAdds())));
    return lines;
  }

  /** Returns one row for scripts. */
  static Map<String, Object> json(Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", row.name());
    json.put("output", row.output().dims());
    json.put("parameters", row.parameters());
    json.put("bn_statistics", row.statistics());
    json.put("multiply_adds", row.multiplyAdds());
    return json;
  }

  /**
   * Returns a shape without its batch, rows and columns first as papers write it: {@code
   * 112×112×32}.
   */
  private static String extents(Shape shape) {
    int[] dims = shape.dims();
    if (dims.length == 4) {
      return String.format(Locale.ROOT, "%d×%d×%d", dims[2], dims[3], dims[1]);
    }
    return Arrays.stream(dims).skip(1).mapToObj(Integer::toString).collect(Collectors.joining("×"));
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
