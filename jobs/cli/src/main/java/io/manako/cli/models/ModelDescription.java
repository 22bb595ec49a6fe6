package io.manako.cli.models;

import static io.manako.cli.models.LayerTable.count;

import io.manako.graph.GraphStats;
import io.manako.graph.MalformedModelException;
import io.manako.graph.OnnxSummary;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes a model with its weights: input, output and cost. */
final class ModelDescription {
  private final Model model;

  ModelDescription(Model model) {
    this.model = model;
  }

  /** Prints the model as one row, after its layers if they are wanted. */
  void print(Rows rows, boolean layers) throws IOException {
    Map<String, Object> row = describe();
    GraphStats stats = stats(row);
    EngineMemory memory = EngineMemory.of(model);
    StringBuilder text = new StringBuilder();
    row.forEach((key, value) -> line(text, key, value));
    line(text, "memory", memory.text());
    memory.describe(row);
    if (layers && stats != null) {
      LayerTable table = LayerTable.of(stats);
      table.lines().forEach(rows::text);
      rows.text("");
      rows.json(table.rows().stream().map(LayerTable::json).toList());
    }
    rows.print(row, text.toString().stripTrailing());
  }

  private static void line(StringBuilder text, String key, Object value) {
    Object shown = value instanceof Long n && n > 9_999 ? count(n) : value;
    text.append("%-16s %s%n".formatted(key, shown));
  }

  /**
   * Returns parameters and multiply-adds, or null if the file has operators that the reader does
   * not know.
   */
  private @Nullable GraphStats stats(Map<String, Object> row) throws IOException {
    try {
      GraphStats stats = GraphStats.of(model.graph());
      row.put("parameters", stats.parameters());
      row.put("multiply_adds", stats.multiplyAdds());
      return stats;
    } catch (MalformedModelException | IllegalArgumentException e) {
      row.put("network", e.getMessage());
      return null;
    }
  }

  /** Says how many pictures the network takes in one run. */
  private String batch(ModelSpec spec) throws IOException {
    long fixed =
        OnnxSummary.read(model.onnx()).inputs().stream()
            .filter(port -> port.name().equals(spec.input().name()))
            .filter(port -> port.extents().size() == 4)
            .mapToLong(port -> port.extents().get(0))
            .findFirst()
            .orElse(OnnxSummary.OPEN);
    if (!spec.output().batched() || fixed == 1) {
      return "one picture a run, so batches run one by one";
    }
    return fixed > 1 ? fixed + " pictures a run, smaller batches are padded" : "any";
  }

  private Map<String, Object> describe() throws IOException {
    ModelSpec spec = model.spec();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", spec.name());
    row.put("version", spec.version());
    row.put("task", spec.task().name().toLowerCase(Locale.ROOT));
    row.put("licence", spec.licence());
    row.put("source", spec.source());
    row.put("sha256", spec.sha256());
    row.put("input", spec.input().width() + "x" + spec.input().height());
    row.put("batch", batch(spec));
    row.put("classes", spec.labels().stream().filter(l -> !l.isEmpty()).count());
    row.put("label_map", spec.labelMap());
    row.put("score_threshold", spec.scoreThreshold());
    row.put("iou_threshold", spec.iouThreshold());
    row.put("bytes", Files.size(model.onnx()));
    row.put("folder", model.folder().toString());
    return row;
  }
}
