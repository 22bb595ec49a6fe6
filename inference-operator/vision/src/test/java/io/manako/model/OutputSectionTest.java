package io.manako.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.manako.model.BoxCoding.Units;
import io.manako.model.DenseOutput.CellDistances;
import io.manako.model.DenseOutput.Columns;
import io.manako.model.DenseOutput.Levels;
import io.manako.model.OutputSpec.Activation;
import io.manako.model.Scoring.Background;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputSectionTest {
  private static final Scoring PLAIN = new Scoring(Activation.NONE, Background.NONE);

  @Test
  void anSsdOfTheCatalogReadsAsBefore() {
    OutputSpec read =
        read(
            "kind: ssd, boxes: b, scores: s, activation: sigmoid, background: true,"
                + " anchors: anchors.bin, coding: [10, 10, 5, 5]");
    assertThat(read)
        .isEqualTo(
            new OutputSpec.Ssd(
                "b",
                "s",
                new Scoring(Activation.SIGMOID, Background.FIRST),
                new AnchorSource.File("anchors.bin", AnchorSource.File.USUAL),
                new OutputSpec.SsdCoding(BoxFormat.CYCXHW, List.of(10f, 10f, 5f, 5f), false),
                null));
  }

  @Test
  void anSsdTakesItsAnchorsFromARule() {
    var read =
        (OutputSpec.Ssd)
            read(
                "kind: ssd, boxes: b, scores: s, activation: none, background: true,"
                    + " box-format: cxcywh, coding: [10, 10, 5, 5],"
                    + " anchor-grid: {strides: [8, 16], sizes: [[16, 32], [64]]},"
                    + " keypoints: {count: 5, values: 2, output: k}");
    assertThat(read.anchors())
        .isEqualTo(
            new AnchorSource.Rule(
                new AnchorSquares(
                    List.of(8, 16), List.of(List.of(16f, 32f), List.of(64f)), false)));
    assertThat(read.coding().format()).isEqualTo(BoxFormat.CXCYWH);
    assertThat(read.names()).containsExactly("b", "s", "k");
  }

  @Test
  void aYoloHasPixelsAroundCentresUnlessItsKeysSayOtherwise() {
    assertThat(read("kind: yolo, output: output0, objectness: false, transposed: true"))
        .isEqualTo(
            new DenseOutput.Yolo(
                "output0",
                new Columns(false, 0, true, true),
                PLAIN,
                new BoxCoding(BoxFormat.CXCYWH, Units.PIXEL),
                null));
  }

  @Test
  void levelsHaveOneOutputEachOrOneForAll() {
    assertThat(
            read(
                "kind: distances, boxes: [d8, d16], scores: [c8, c16], strides: [8, 16],"
                    + " reg-max: 7"))
        .isEqualTo(
            new DenseOutput.Distances(
                new Levels(List.of(), List.of("d8", "d16"), List.of("c8", "c16"), List.of()),
                new Columns(false, 0, false, true),
                new CellDistances(List.of(8, 16), 1, 0.5f, GridUnits.CELL, 7),
                PLAIN,
                null));
    assertThatThrownBy(() -> read("kind: distances, boxes: [a, b, c], scores: s, strides: [8, 16]"))
        .hasMessage(
            "output: boxes names 3 outputs for 2 strides; give one for each stride, or one for"
                + " all");
  }

  @Test
  void theColumnsOfFinalBoxesAreListedInTheirOrder() {
    var read =
        (FinalBoxes) read("kind: detections, output: o, columns: [batch, box, label, score]");
    assertThat(read.columns()).isEqualTo(new FinalBoxes.Columns(List.of("o"), 1, 6, 5));
    assertThatThrownBy(() -> read("kind: detections, output: o, columns: [box, score]"))
        .hasMessageContaining("columns is [box, score]");
  }

  @Test
  void aSegmenterWithOneChannelHasAThresholdInsteadOfABackground() {
    var read =
        (OutputSpec.PixelScores)
            read(
                "kind: pixel-scores, scores: s, layout: nchw, threshold: 0.3, activation: sigmoid,"
                    + " width: 8, height: 8, grid: half-pixel");
    assertThat(read.threshold()).isEqualTo(new PixelThreshold(0.3f, true));
    assertThatThrownBy(
            () ->
                read(
                    "kind: pixel-scores, scores: s, layout: nchw, threshold: 0, width: 8,"
                        + " height: 8, grid: half-pixel"))
        .hasMessageContaining("threshold must be above 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: yolo-maps, output: [a, b], strides: [8, 16], transposed: true,"
            + " anchor-sizes: [[10, 13, 16, 30], [30, 61, 62, 45]], size-coding: square",
        "kind: yolo-maps, output: a, strides: [32], anchor-sizes: [[34.5, 38]],"
            + " centre-scales: [1.05], activation: softmax",
        "kind: ssd, boxes: b, scores: s, activation: sigmoid, background: true,"
            + " anchors: a.bin, coding: [10, 10, 5, 5]",
        "kind: ssd, boxes: b, scores: s, activation: softmax, background: last,"
            + " anchors-output: a, anchor-format: xyxy, anchor-units: pixel,"
            + " coding: [10, 10, 5, 5], box-format: cxcywh, size-coding: linear,"
            + " keypoints: {count: 6, values: 2}",
        "kind: ssd, boxes: b, scores: s, activation: none, background: false,"
            + " anchor-grid: {strides: [8, 16], sizes: [[16, 32], [64, 128]], clip: true},"
            + " coding: [10, 10, 5, 5]",
        "kind: ssd, boxes: b, scores: s, activation: none, background: false,"
            + " anchor-grid: {strides: [8, 16], min-scale: 0.25, max-scale: 0.5, ratios: [1, 2],"
            + " reduced-lowest: false}, coding: [10, 10, 5, 5]",
        "kind: decoded-boxes, boxes: b, scores: s, activation: none, background: true",
        "kind: decoded-boxes, boxes: b, scores: s, activation: sigmoid, background: last,"
            + " objectness: o, box-format: xywh, units: pixel, transposed: true,"
            + " score-rule: geometric-mean, keypoints: {count: 5, values: 3, output: k}",
        "kind: yolo, output: o, objectness: true, classes: 80, box-format: xyxy, units: fraction,"
            + " activation: sigmoid, keypoints: {count: 17, values: 3}",
        "kind: yolox, output: o, strides: [8, 16, 32]",
        "kind: yolox, output: [a, b], strides: [8, 16], objectness: false, transposed: true",
        "kind: yolox, boxes: [a, b], scores: [c, d], objectness: [e, f], strides: [8, 16],"
            + " score-rule: geometric-mean, keypoints: {count: 5, values: 2, output: [g, h]}",
        "kind: distances, boxes: b, scores: s, strides: [8, 16], anchors-per-cell: 2,"
            + " cell-offset: 0, units: pixel, batched: false",
        "kind: centers, sizes: z, scores: s, activation: sigmoid, stride: 8",
        "kind: centers, sizes: z, scores: s, activation: none, stride: 4, layout: nchw,"
            + " offsets: o, box-format: cycxhw, units: cell, size-coding: exp, cell-offset: 0.5",
        "kind: detections, boxes: b, scores: s, labels: l, count: n, box-format: yxyx,"
            + " units: fraction, first-label: 1",
        "kind: detections, output: o, columns: [batch, box, label, score], batched: false",
        "kind: classes, scores: s, activation: sigmoid, threshold: 0.5",
        "kind: pixel-scores, scores: s, layout: nhwc, background: true, width: 9, height: 9,"
            + " grid: asymmetric",
        "kind: pixel-scores, scores: s, layout: nhwc, threshold: 0.5, activation: sigmoid,"
            + " width: 9, height: 9, grid: asymmetric"
      })
  void everyKindIsWrittenAsItIsRead(String yaml) throws IOException {
    OutputSpec read = read(yaml);
    String written = new YAMLMapper().writeValueAsString(OutputWriter.write(read));
    assertThat(OutputSection.read(YamlMapping.parse("output", written))).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: yolo, output: o|lacks the key objectness",
        "kind: yolo, output: o, objectness: true, box-format: xxyy|box-format is xxyy",
        "kind: yolox, output: o, strides: []|must be a list of whole numbers from 1",
        "kind: yolox, boxes: o, scores: o, strides: [8]|names an output twice",
        "kind: distances, boxes: b, scores: s, strides: [8], reg-max: 1000|it is at most 256",
        "kind: decoded-boxes, boxes: b, scores: s, activation: none, background: middle"
            + "|background is middle",
        "kind: ssd, boxes: b, scores: s, activation: none, background: false, anchors: a,"
            + " anchors-output: c, coding: [1, 1, 1, 1]|give one of anchors",
        "kind: ssd, boxes: b, scores: s, activation: none, background: false, anchors: a,"
            + " box-format: xyxy, coding: [1, 1, 1, 1]|boxes of this kind are cycxhw or cxcywh",
        "kind: yolo, output: o, objectness: true, keypoints: {count: 9999, values: 2}"
            + "|has at most 1024 points",
        "kind: yolo, output: o, objectness: true, anchors: a|unknown key anchors",
        "kind: yolo, output: [a, b], objectness: true|output must be a text"
      })
  void aWrongKeyIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(message);
  }

  private static OutputSpec read(String yaml) {
    return OutputSection.read(YamlMapping.parse("output", "{" + yaml + "}"));
  }
}
