package io.manako.model;

import io.manako.graph.Graph;
import io.manako.graph.OnnxWriter;
import io.manako.graph.tfjs.TfjsReader;
import io.manako.graph.tfjs.TfjsSelection;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** From unpacked packages to a model folder. */
final class ModelConverter {
  private final CatalogEntry entry;
  private final Path target;

  /**
   * @param target an empty folder
   */
  ModelConverter(CatalogEntry entry, Path target) {
    this.entry = entry;
    this.target = target;
  }

  /** Writes {@code model.onnx} and, for an SSD, its anchors. */
  void network(Path modelJson) throws IOException {
    CatalogEntry.NetworkPart part = entry.network();
    TfjsReader reader = TfjsReader.open(modelJson);
    Graph graph =
        reader.read(
            new TfjsSelection(
                entry.name(),
                part.input().isEmpty() ? null : part.input(),
                entry.input().height(),
                entry.input().width(),
                part.outputs()));
    OnnxWriter.write(graph, target.resolve("model.onnx"));
    if (entry.output() instanceof OutputSpec.Ssd ssd) {
      Files.write(target.resolve(ssd.anchors()), anchors(reader.constant(part.anchors())));
    }
  }

  /**
   * Corners [.., 4] as y0, x0, y1, x1 to little-endian rows of centre y, centre x, height, width.
   */
  private static byte[] anchors(Tensor corners) {
    float[] c = corners.toArray();
    if (c.length == 0 || corners.shape().dim(-1) != 4) {
      throw new ModelException(
          "the anchors have shape " + corners.shape() + "; rows of 4 are needed");
    }
    ByteBuffer out = ByteBuffer.allocate(c.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < c.length; i += 4) {
      float height = c[i + 2] - c[i];
      float width = c[i + 3] - c[i + 1];
      out.putFloat(c[i] + height / 2).putFloat(c[i + 1] + width / 2);
      out.putFloat(height).putFloat(width);
    }
    return out.array();
  }

  /** Writes {@code model.yaml}, {@code labels.txt} and {@code SHA256SUMS}. */
  void description(Path labelScript) throws IOException {
    CatalogEntry.LabelSource source = entry.labels();
    ModelSpec spec =
        new ModelSpec(
            entry.name(),
            entry.version(),
            entry.task(),
            entry.input(),
            entry.output(),
            labels(
                source,
                Files.readString(labelScript, StandardCharsets.UTF_8),
                entry.task() == Task.SEGMENTATION),
            source.firstClassId(),
            source.map(),
            entry.thresholds().score(),
            entry.thresholds().iou(),
            entry.thresholds().maxDetections(),
            Sha256.of(target.resolve("model.onnx")),
            entry.licence(),
            entry.source());
    ModelSpecFile.write(spec, target.resolve(ModelSpecFile.NAME));
    Checksums.write(target);
  }

  /**
   * Ids that the map leaves out keep an empty line.
   *
   * @param background whether the id before the first one may have a name too, which is dropped
   */
  static List<String> labels(CatalogEntry.LabelSource source, String script, boolean background) {
    String[] labels = new String[source.count()];
    Arrays.fill(labels, "");
    ObjectLiteral.assigned(script, source.variable())
        .forEach(
            (id, value) -> {
              int at = index(id) - source.firstClassId();
              if (background && at == -1) {
                return;
              }
              if (at < 0 || at >= labels.length) {
                throw new ModelException(
                    "the labels have the class id %s; %d ids from %d are expected"
                        .formatted(id, source.count(), source.firstClassId()));
              }
              labels[at] = name(source, value).strip();
            });
    return List.of(labels);
  }

  private static int index(String id) {
    return id.matches("\\d{1,6}") ? Integer.parseInt(id) : -1;
  }

  private static String name(CatalogEntry.LabelSource source, Object value) {
    Object name = value instanceof Map<?, ?> fields ? fields.get(source.field()) : value;
    if (!(name instanceof String text) || text.contains("\n")) {
      throw new ModelException("a label is " + name + "; a text of one line is needed");
    }
    return text;
  }
}
