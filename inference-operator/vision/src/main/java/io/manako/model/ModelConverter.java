package io.manako.model;

import io.manako.graph.Graph;
import io.manako.graph.OnnxWriter;
import io.manako.graph.tfjs.TfjsReader;
import io.manako.graph.tfjs.TfjsSelection;
import io.manako.graph.tflite.TfliteReader;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts unpacked packages to a model folder. */
final class ModelConverter {
  private final CatalogEntry entry;
  private final Path target;

  /**
   * Creates a converter.
   *
   * @param entry the model
   * @param target an empty folder
   */
  ModelConverter(CatalogEntry entry, Path target) {
    this.entry = entry;
    this.target = target;
  }

  /**
   * Writes {@code model.onnx} and, for an SSD, its anchors.
   *
   * @param model the {@code .json} file of TensorFlow.js, or a TensorFlow Lite file
   */
  void network(Path model) throws IOException {
    CatalogEntry.NetworkPart part = entry.network();
    boolean script = String.valueOf(model.getFileName()).endsWith(".json");
    TfjsReader reader = script ? TfjsReader.open(model) : null;
    Graph graph =
        reader == null
            ? TfliteReader.open(model).read(entry.name(), part.outputs())
            : reader.read(selection(part));
    OnnxWriter.write(graph, target.resolve("model.onnx"));
    if (entry.output() instanceof OutputSpec.Ssd ssd
        && ssd.anchors() instanceof AnchorSource.File file) {
      Files.write(target.resolve(file.name()), bytes(anchors(part, reader)));
    }
  }

  private TfjsSelection selection(CatalogEntry.NetworkPart part) {
    return new TfjsSelection(
        entry.name(),
        part.input().isEmpty() ? null : part.input(),
        entry.input().height(),
        entry.input().width(),
        part.outputs());
  }

  /** Returns the anchors as rows of centre y, centre x, height, width. */
  private float[] anchors(CatalogEntry.NetworkPart part, @Nullable TfjsReader reader) {
    AnchorRule grid = part.grid();
    if (grid != null) {
      return grid.rows(entry.input());
    } else if (reader != null) {
      return centres(reader.constant(part.anchors()));
    }
    throw new ModelException(
        "the catalog's %s is an SSD of TensorFlow Lite and needs an anchor-grid"
            .formatted(entry.name()));
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer out = ByteBuffer.allocate(values.length * Float.BYTES);
    out.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return out.array();
  }

  /** Converts corners [.., 4] (y0, x0, y1, x1) to rows of centre y, centre x, height, width. */
  private static float[] centres(Tensor corners) {
    float[] c = corners.toArray();
    if (c.length == 0 || corners.shape().dim(-1) != 4) {
      throw new ModelException(
          "the anchors have shape " + corners.shape() + "; rows of 4 are needed");
    }
    for (int i = 0; i < c.length; i += 4) {
      float height = c[i + 2] - c[i];
      float width = c[i + 3] - c[i + 1];
      c[i] += height / 2;
      c[i + 1] += width / 2;
      c[i + 2] = height;
      c[i + 3] = width;
    }
    return c;
  }

  /** Reads the labels from their file. */
  List<String> labels(Path script) throws IOException {
    return labels(entry.labels(), TextFile.read(script), entry.output().hasBackground());
  }

  /**
   * Writes {@code model.yaml}, {@code labels.txt} and {@code SHA256SUMS}.
   *
   * @param labels names of the classes by id minus that of the first one
   */
  void description(List<String> labels) throws IOException {
    ModelSpec spec = entry.describe(labels, Sha256.of(target.resolve("model.onnx")));
    ModelSpecFile.write(spec, target.resolve(ModelSpecFile.NAME));
    Checksums.write(target);
  }

  /**
   * Returns the labels by id, with an empty line for each id that the map leaves out.
   *
   * @param source the place of the labels
   * @param script the text of the labels' file
   * @param background whether the id before the first one may have a name, which is dropped
   */
  static List<String> labels(CatalogEntry.LabelSource source, String script, boolean background) {
    String[] labels = new String[source.count()];
    Arrays.fill(labels, "");
    named(source, script)
        .forEach(
            (id, value) -> {
              int at = index(id) - source.firstClassId();
              if (background && at == -1) {
                return;
              }
              if (at < 0 || at >= labels.length) {
                throw new ModelException(
                    String.format(
                        Locale.ROOT,
                        "the labels have the class id %s; %d ids from %d are expected",
                        id,
                        source.count(),
                        source.firstClassId()));
              }
              labels[at] = name(source, value).strip();
            });
    return List.of(labels);
  }

  private static Map<String, Object> named(CatalogEntry.LabelSource source, String script) {
    if (!source.variable().isEmpty()) {
      return ObjectLiteral.assigned(script, source.variable());
    }
    Map<String, Object> lines = new LinkedHashMap<>();
    script.lines().forEach(line -> lines.put(Integer.toString(lines.size()), line));
    return lines;
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
