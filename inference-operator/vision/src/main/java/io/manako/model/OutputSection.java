package io.manako.model;

import io.manako.graph.Resampling.Grid;
import io.manako.model.BoxCoding.Units;
import io.manako.model.OutputSpec.Activation;
import io.manako.model.Scoring.Background;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Section {@code output}, which {@code model.yaml} and the catalog share. */
final class OutputSection {
  private final YamlMapping yaml;

  private OutputSection(YamlMapping yaml) {
    this.yaml = yaml;
  }

  /** Reads the section. */
  static OutputSpec read(YamlMapping yaml) {
    OutputSpec read = new OutputSection(yaml).read(yaml.choice("kind", OutputKind.class));
    yaml.finish();
    List<String> names = read.names();
    if (names.stream().distinct().count() < names.size()) {
      throw new ModelException("output: " + names + " names an output twice");
    }
    return read;
  }

  /** Reads the rule of a section: squares of given sides if it has {@code sizes}. */
  static AnchorRule anchorRule(YamlMapping yaml) {
    return yaml.has("sizes") ? AnchorSquares.read(yaml) : AnchorGrid.read(yaml);
  }

  private OutputSpec read(OutputKind kind) {
    return switch (kind) {
      case SSD -> ssd();
      case DECODED_BOXES -> decodedBoxes();
      case YOLO, YOLO_MAPS, YOLOX, DISTANCES -> new DenseSection(yaml, this).read(kind);
      case CENTERS ->
          new OutputSpec.Centers(
              yaml.text("sizes"),
              yaml.text("scores"),
              activation(),
              yaml.integer("stride", 1),
              heatMap());
      case DETECTIONS -> new FinalSection(yaml, this).read();
      case CLASSES ->
          new OutputSpec.Classes(
              yaml.text("scores"),
              activation(),
              yaml.has("threshold") ? (float) yaml.fraction("threshold") : 0);
      case PIXEL_SCORES -> pixelScores();
    };
  }

  private OutputSpec ssd() {
    BoxFormat format = centreFormat("box-format");
    return new OutputSpec.Ssd(
        yaml.text("boxes"),
        yaml.text("scores"),
        new Scoring(activation(), background()),
        anchors(),
        new OutputSpec.SsdCoding(format, yaml.numbers("coding", 4), linearSize()),
        keypoints());
  }

  private BoxFormat centreFormat(String key) {
    BoxFormat format = yaml.choice(key, BoxFormat.class, BoxFormat.CYCXHW);
    if (format != BoxFormat.CYCXHW && format != BoxFormat.CXCYWH) {
      throw new ModelException(
          "output: %s is %s; boxes of this kind are cycxhw or cxcywh"
              .formatted(key, YamlMapping.name(format)));
    }
    return format;
  }

  /** Whether sides are multiples instead of powers of e, as {@code size-coding} says. */
  private boolean linearSize() {
    return yaml.choice("size-coding", SizeCoding.class, SizeCoding.EXP) == SizeCoding.LINEAR;
  }

  private AnchorSource anchors() {
    AnchorSource given =
        yaml.has("anchor-grid")
            ? new AnchorSource.Rule(anchorRule(yaml.mapping("anchor-grid")))
            : anchorNumbers();
    if (List.of("anchors", "anchors-output", "anchor-grid").stream().filter(yaml::has).count()
        > 1) {
      throw new ModelException(
          "output: give one of anchors (a file), anchors-output (an output of the network) and"
              + " anchor-grid (a rule)");
    }
    return given;
  }

  private AnchorSource anchorNumbers() {
    BoxCoding coding =
        new BoxCoding(
            yaml.choice("anchor-format", BoxFormat.class, BoxFormat.CYCXHW),
            yaml.choice("anchor-units", Units.class, Units.FRACTION));
    return yaml.has("anchors-output")
        ? new AnchorSource.Output(yaml.text("anchors-output"), coding)
        : new AnchorSource.File(yaml.text("anchors"), coding);
  }

  private OutputSpec decodedBoxes() {
    return new OutputSpec.DecodedBoxes(
        yaml.text("boxes"),
        yaml.text("scores"),
        yaml.has("objectness") ? yaml.text("objectness") : null,
        scoring(activation(), background()),
        coding(BoxFormat.YXYX, Units.FRACTION),
        yaml.flag("transposed", false),
        keypoints());
  }

  private HeatMap heatMap() {
    HeatMap usual = HeatMap.DISTANCES;
    BoxFormat format = yaml.has("box-format") ? centreFormat("box-format") : usual.format();
    return new HeatMap(
        yaml.choice("layout", InputSpec.Layout.class, usual.layout()),
        yaml.has("offsets") ? yaml.text("offsets") : null,
        format,
        yaml.choice("units", GridUnits.class, usual.units()),
        yaml.choice("size-coding", SizeCoding.class, SizeCoding.LINEAR) == SizeCoding.EXP,
        yaml.has("cell-offset") ? (float) yaml.fraction("cell-offset") : usual.cellOffset());
  }

  private OutputSpec pixelScores() {
    PixelThreshold threshold = pixelThreshold();
    return new OutputSpec.PixelScores(
        yaml.text("scores"),
        yaml.choice("layout", InputSpec.Layout.class),
        yaml.flag("background", false) && threshold == null,
        side("width"),
        side("height"),
        yaml.choice("grid", Grid.class),
        threshold);
  }

  private @Nullable PixelThreshold pixelThreshold() {
    if (!yaml.has("threshold")) {
      yaml.flag("background");
      return null;
    }
    float score = (float) yaml.fraction("threshold");
    Activation activation = yaml.choice("activation", Activation.class, Activation.NONE);
    if (score == 0 || score == 1 || activation == Activation.SOFTMAX) {
      throw new ModelException(
          "output: threshold must be above 0 and below 1, and activation none or sigmoid, for a"
              + " segmenter with one channel");
    }
    return new PixelThreshold(score, activation == Activation.SIGMOID);
  }

  private int side(String key) {
    int pixels = yaml.integer(key, 1);
    if (pixels > OutputSpec.PixelScores.MAX_SIDE) {
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "output: %s is %d pixels; masks have at most %d",
              key,
              pixels,
              OutputSpec.PixelScores.MAX_SIDE));
    }
    return pixels;
  }

  private Activation activation() {
    return yaml.choice("activation", Activation.class);
  }

  private Background background() {
    if (yaml.isFlag("background")) {
      return Background.of(yaml.flag("background"));
    }
    return yaml.choice("background", Background.class);
  }

  Scoring scoring(Activation activation, Background background) {
    return new Scoring(
        activation,
        background,
        yaml.choice("score-rule", Scoring.Rule.class, Scoring.Rule.PRODUCT));
  }

  /** Reads a scoring whose keys may be left out: by default scores without a background. */
  Scoring usualScoring() {
    return usualScoring(Activation.NONE);
  }

  /** Reads a scoring whose keys may be left out: by default without a background. */
  Scoring usualScoring(Activation activation) {
    return scoring(
        yaml.choice("activation", Activation.class, activation),
        yaml.has("background") ? background() : Background.NONE);
  }

  BoxCoding coding(BoxFormat format, Units units) {
    return new BoxCoding(
        yaml.choice("box-format", BoxFormat.class, format),
        yaml.choice("units", Units.class, units));
  }

  @Nullable KeypointSpec keypoints() {
    if (!yaml.has("keypoints")) {
      return null;
    }
    YamlMapping section = yaml.mapping("keypoints");
    KeypointSpec read =
        new KeypointSpec(
            section.integer("count", 1),
            section.integer("values", 2),
            section.has("output") ? section.names("output") : List.of());
    if (read.count() > KeypointSpec.MOST || read.values() > 3) {
      throw new ModelException(
          "output: keypoints has at most %s points of 2 or 3 values".formatted(KeypointSpec.MOST));
    }
    section.finish();
    return read;
  }

  /** Coding of a box's sides. */
  enum SizeCoding {
    EXP,
    LINEAR
  }
}
