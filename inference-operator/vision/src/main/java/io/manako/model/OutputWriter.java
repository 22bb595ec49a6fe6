package io.manako.model;

import io.manako.model.BoxCoding.Units;
import io.manako.model.OutputSection.SizeCoding;
import io.manako.model.OutputSpec.Activation;
import io.manako.model.Scoring.Background;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the section {@code output}, without the keys whose values are the usual ones. */
final class OutputWriter {
  private final Map<String, Object> yaml = new LinkedHashMap<>();

  private OutputWriter() {}

  static Map<String, Object> write(OutputSpec output) {
    OutputWriter writer = new OutputWriter();
    if (output instanceof OutputSpec.Ssd ssd) {
      writer.ssd(ssd);
    } else if (output instanceof OutputSpec.DecodedBoxes boxes) {
      writer.decodedBoxes(boxes);
    } else if (output instanceof DenseOutput dense) {
      writer.dense(dense);
    } else if (output instanceof OutputSpec.Centers centers) {
      writer.centers(centers);
    } else if (output instanceof FinalBoxes boxes) {
      writer.finalBoxes(boxes);
    } else if (output instanceof OutputSpec.Classes classes) {
      writer.kind(OutputKind.CLASSES).put("scores", classes.scores());
      writer.put("activation", classes.activation());
      writer.put("threshold", classes.threshold(), 0f);
    } else if (output instanceof OutputSpec.PixelScores pixels) {
      writer.pixelScores(pixels);
    }
    return writer.yaml;
  }

  private void ssd(OutputSpec.Ssd ssd) {
    kind(OutputKind.SSD).put("boxes", ssd.boxes()).put("scores", ssd.scores());
    scoring(ssd.scoring());
    anchors(ssd.anchors());
    put("coding", ssd.coding().factors());
    put("box-format", ssd.coding().format(), BoxFormat.CYCXHW);
    put("size-coding", size(!ssd.coding().linearSize()), SizeCoding.EXP);
    keypoints(ssd.keypoints());
  }

  private void anchors(AnchorSource anchors) {
    if (anchors instanceof AnchorSource.File file) {
      put("anchors", file.name());
      anchorCoding(file.coding());
    } else if (anchors instanceof AnchorSource.Output output) {
      put("anchors-output", output.name());
      anchorCoding(output.coding());
    } else if (anchors instanceof AnchorSource.Rule rule) {
      put("anchor-grid", rule(rule.grid()));
    }
  }

  private void anchorCoding(BoxCoding coding) {
    put("anchor-format", coding.format(), BoxFormat.CYCXHW);
    put("anchor-units", coding.units(), Units.FRACTION);
  }

  private static Map<String, Object> rule(AnchorRule rule) {
    OutputWriter section = new OutputWriter();
    if (rule instanceof AnchorSquares squares) {
      section.put("strides", squares.strides()).put("sizes", squares.sizes());
      section.put("clip", squares.clip(), false);
    } else if (rule instanceof AnchorGrid grid) {
      section.put("strides", grid.strides());
      section.put("min-scale", grid.minScale()).put("max-scale", grid.maxScale());
      section.put("ratios", grid.ratios()).put("reduced-lowest", grid.reducedLowest());
    }
    return section.yaml;
  }

  private void decodedBoxes(OutputSpec.DecodedBoxes boxes) {
    kind(OutputKind.DECODED_BOXES).put("boxes", boxes.boxes()).put("scores", boxes.scores());
    scoring(boxes.scoring());
    if (boxes.objectness() != null) {
      put("objectness", boxes.objectness());
    }
    coding(boxes.coding(), BoxFormat.YXYX, Units.FRACTION);
    put("transposed", boxes.transposed(), false);
    keypoints(boxes.keypoints());
  }

  private void dense(DenseOutput dense) {
    if (dense instanceof DenseOutput.Yolo yolo) {
      kind(OutputKind.YOLO).put("output", yolo.output());
      put("objectness", yolo.columns().objectness());
      columns(yolo.columns());
      coding(yolo.coding(), BoxFormat.CXCYWH, Units.PIXEL);
    } else if (dense instanceof DenseOutput.YoloMaps maps) {
      kind(OutputKind.YOLO_MAPS).names("output", maps.outputs());
      columns(maps.columns());
      anchorCells(maps.cells());
    } else if (dense instanceof DenseOutput.Yolox yolox) {
      kind(OutputKind.YOLOX).levels(yolox.levels()).put("strides", yolox.strides());
      if (!yolox.levels().joined().isEmpty()) {
        put("objectness", yolox.columns().objectness(), true);
      }
      columns(yolox.columns());
    } else if (dense instanceof DenseOutput.Distances distances) {
      kind(OutputKind.DISTANCES).levels(distances.levels());
      columns(distances.columns());
      cells(distances.cells());
    }
    scoring(dense.scoring());
    keypoints(dense.keypoints());
  }

  private void cells(DenseOutput.CellDistances cells) {
    put("strides", cells.strides());
    put("anchors-per-cell", cells.boxesPerCell(), 1);
    put("cell-offset", cells.offset(), 0.5f);
    put("units", cells.units(), GridUnits.CELL);
    put("reg-max", cells.regMax(), 0);
  }

  private void anchorCells(AnchorCells cells) {
    put("strides", cells.strides()).put("anchor-sizes", cells.sizes());
    put("size-coding", cells.sides(), AnchorCells.Sides.EXP);
    List<Float> usual = AnchorCells.usualScales(cells.strides().size(), cells.sides());
    put("centre-scales", cells.centreScales(), usual);
  }

  private void columns(DenseOutput.Columns columns) {
    put("classes", columns.classes(), 0);
    put("transposed", columns.transposed(), false);
    put("batched", columns.batched(), true);
  }

  private OutputWriter levels(DenseOutput.Levels levels) {
    names("output", levels.joined());
    names("boxes", levels.boxes());
    names("scores", levels.scores());
    names("objectness", levels.objectness());
    return this;
  }

  private void names(String key, List<String> names) {
    if (!names.isEmpty()) {
      put(key, names.size() == 1 ? names.get(0) : names);
    }
  }

  private void centers(OutputSpec.Centers centers) {
    kind(OutputKind.CENTERS).put("sizes", centers.sizes()).put("scores", centers.scores());
    put("activation", centers.activation()).put("stride", centers.stride());
    HeatMap map = centers.map();
    put("layout", map.layout(), InputSpec.Layout.NHWC);
    if (map.offsets() != null) {
      put("offsets", map.offsets());
    }
    put("box-format", map.format(), BoxFormat.CXCYWH);
    put("units", map.units(), GridUnits.PIXEL);
    put("size-coding", size(map.exponential()), SizeCoding.LINEAR);
    put("cell-offset", map.cellOffset(), 0f);
  }

  private void finalBoxes(FinalBoxes boxes) {
    kind(OutputKind.DETECTIONS);
    FinalBoxes.Columns columns = boxes.columns();
    if (columns.joined()) {
      put("output", columns.outputs().get(0)).put("columns", words(columns));
    } else {
      put("boxes", columns.outputs().get(0)).put("scores", columns.outputs().get(1));
      put("labels", columns.outputs().get(2));
    }
    if (boxes.count() != null) {
      put("count", boxes.count());
    }
    coding(boxes.coding(), BoxFormat.XYXY, Units.PIXEL);
    put("first-label", boxes.firstLabel(), 0);
    put("batched", boxes.batched(), true);
    keypoints(boxes.keypoints());
  }

  private static List<String> words(FinalBoxes.Columns columns) {
    String[] words =
        new String[1 + Math.max(columns.box() + 3, Math.max(columns.score(), columns.label()))];
    Arrays.fill(words, "batch");
    Arrays.fill(words, columns.box(), columns.box() + 4, "");
    words[columns.box()] = "box";
    words[columns.score()] = "score";
    words[columns.label()] = "label";
    List<String> listed = new ArrayList<>(List.of(words));
    listed.removeIf(String::isEmpty);
    return listed;
  }

  private void pixelScores(OutputSpec.PixelScores pixels) {
    kind(OutputKind.PIXEL_SCORES).put("scores", pixels.scores()).put("layout", pixels.layout());
    PixelThreshold threshold = pixels.threshold();
    if (threshold == null) {
      put("background", pixels.background());
    } else {
      put("activation", threshold.sigmoid() ? Activation.SIGMOID : Activation.NONE);
      put("threshold", threshold.score());
    }
    put("width", pixels.width()).put("height", pixels.height()).put("grid", pixels.grid());
  }

  private void scoring(Scoring scoring) {
    put("activation", scoring.activation());
    put(
        "background",
        scoring.background() == Background.LAST
            ? scoring.background()
            : scoring.background() == Background.FIRST);
    put("score-rule", scoring.rule(), Scoring.Rule.PRODUCT);
  }

  private void coding(BoxCoding coding, BoxFormat format, Units units) {
    put("box-format", coding.format(), format);
    put("units", coding.units(), units);
  }

  private void keypoints(@Nullable KeypointSpec keypoints) {
    if (keypoints != null) {
      OutputWriter section = new OutputWriter();
      section.put("count", keypoints.count()).put("values", keypoints.values());
      section.names("output", keypoints.outputs());
      put("keypoints", section.yaml);
    }
  }

  private static SizeCoding size(boolean exponential) {
    return exponential ? SizeCoding.EXP : SizeCoding.LINEAR;
  }

  private OutputWriter kind(OutputKind kind) {
    return put("kind", kind);
  }

  private OutputWriter put(String key, Object value) {
    yaml.put(key, value instanceof Enum<?> constant ? YamlMapping.name(constant) : value);
    return this;
  }

  private void put(String key, Object value, Object usual) {
    if (!value.equals(usual)) {
      put(key, value);
    }
  }
}
