package io.manako.model;

import io.manako.model.BoxCoding.Units;
import io.manako.model.DenseOutput.CellDistances;
import io.manako.model.DenseOutput.Columns;
import io.manako.model.DenseOutput.Levels;
import io.manako.model.OutputSpec.Activation;
import java.util.List;

/** Section {@code output} of a detector that answers for every cell of one or more grids. */
final class DenseSection {
  private final YamlMapping yaml;
  private final OutputSection common;

  DenseSection(YamlMapping yaml, OutputSection common) {
    this.yaml = yaml;
    this.common = common;
  }

  OutputSpec read(OutputKind kind) {
    return switch (kind) {
      case YOLO -> yolo();
      case YOLO_MAPS -> yoloMaps();
      case YOLOX -> yolox();
      case DISTANCES -> distances();
      default -> throw new IllegalArgumentException(kind + " has no grids");
    };
  }

  private OutputSpec yolo() {
    return new DenseOutput.Yolo(
        yaml.text("output"),
        columns(yaml.flag("objectness")),
        common.usualScoring(),
        common.coding(BoxFormat.CXCYWH, Units.PIXEL),
        common.keypoints());
  }

  private OutputSpec yoloMaps() {
    AnchorCells cells = AnchorCells.read(yaml);
    List<String> outputs = names("output", cells.strides().size());
    if (outputs.size() != cells.strides().size()) {
      throw new ModelException("output: output must name one output for each of the strides");
    }
    return new DenseOutput.YoloMaps(
        outputs, columns(true), cells, common.usualScoring(Activation.SIGMOID));
  }

  private OutputSpec yolox() {
    List<Integer> strides = yaml.integers("strides", 1);
    Levels levels = levels(strides.size());
    boolean objectness = levels.joined().isEmpty() ? hasObjectness() : joinedObjectness();
    return new DenseOutput.Yolox(
        levels, columns(objectness), strides, common.usualScoring(), common.keypoints());
  }

  /** Whether joined outputs have a column for an object, as YOLOX's own have. */
  private boolean joinedObjectness() {
    return yaml.flag("objectness", true);
  }

  private OutputSpec distances() {
    List<Integer> strides = yaml.integers("strides", 1);
    Levels levels = levels(strides.size());
    boolean objectness = levels.joined().isEmpty() && hasObjectness();
    CellDistances cells =
        new CellDistances(
            strides,
            yaml.integer("anchors-per-cell", 1, 1),
            yaml.has("cell-offset") ? (float) yaml.fraction("cell-offset") : 0.5f,
            yaml.choice("units", GridUnits.class, GridUnits.CELL),
            regMax());
    return new DenseOutput.Distances(
        levels, columns(objectness), cells, common.usualScoring(), common.keypoints());
  }

  private int regMax() {
    int regMax = yaml.integer("reg-max", 0, 0);
    if (regMax > 256) {
      throw new ModelException("output: reg-max is %s; it is at most 256".formatted(regMax));
    }
    return regMax;
  }

  private boolean hasObjectness() {
    return yaml.has("objectness");
  }

  private Columns columns(boolean objectness) {
    return new Columns(
        objectness,
        yaml.integer("classes", 1, 0),
        yaml.flag("transposed", false),
        yaml.flag("batched", true));
  }

  private Levels levels(int count) {
    if (yaml.has("output")) {
      return Levels.joined(names("output", count));
    }
    return new Levels(
        List.of(),
        names("boxes", count),
        names("scores", count),
        hasObjectness() ? names("objectness", count) : List.of());
  }

  private List<String> names(String key, int count) {
    List<String> names = yaml.names(key);
    if (names.size() != 1 && names.size() != count) {
      throw new ModelException(
          "output: %s names %s outputs for %s strides; give one for each stride, or one for all"
              .formatted(key, names.size(), count));
    }
    return names;
  }
}
