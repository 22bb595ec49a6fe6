package io.manako.detect;

import static io.manako.detect.HeadSketch.OBJECTS;
import static io.manako.detect.HeadSketch.WIDTH;
import static io.manako.detect.HeadSketches.joined;
import static io.manako.detect.HeadSketches.logits;
import static io.manako.detect.HeadSketches.points;
import static io.manako.detect.HeadSketches.rows;
import static io.manako.detect.HeadSketches.scores;
import static io.manako.detect.HeadSketches.swapped;

import io.manako.detect.HeadSketch.Known;
import java.util.Arrays;
import java.util.stream.Stream;

/** Heads whose boxes are coded against anchors: Liu et al. 2016, SSD, equation 2, turned around. */
final class AnchorSketches {
  /** Cells of strides 8 and 16, the first with two squares, the second with one. */
  private static final int RULED = 2 * 12 * 8 + 6 * 4;

  private AnchorSketches() {}

  static Stream<HeadSketch> all() {
    return Stream.of(tensorflow(), priorsOfTheNetwork(), retinaface(), blazeface());
  }

  /** Anchor of every row without a rule: centre x, centre y, width, height in pixels. */
  private static final float[] ANCHOR = {40, 30, 16, 24};

  private static float[] coded(Known o, float[] anchor, float... factors) {
    return new float[] {
      (o.centerX() - anchor[0]) / anchor[2] * factors[0],
      (o.centerY() - anchor[1]) / anchor[3] * factors[1],
      (float) Math.log(o.width() / anchor[2]) * factors[2],
      (float) Math.log(o.height() / anchor[3]) * factors[3]
    };
  }

  private static HeadSketch tensorflow() {
    return new HeadSketch(
            "ssd of tensorflow",
            "kind: ssd, boxes: b, scores: s, activation: sigmoid, background: true,"
                + " anchors: anchors.bin, coding: [10, 11, 5, 6]")
        .rows("b", rows(4, 0, o -> swapped(coded(o, ANCHOR, 11, 10, 6, 5))))
        .rows("s", rows(4, -9, o -> joined(new float[] {-3}, logits(o))))
        .anchors(
            rows(
                4,
                0.2f,
                o -> {
                  float[] yx = swapped(HeadSketches.fractions(ANCHOR));
                  return yx;
                }));
  }

  private static HeadSketch priorsOfTheNetwork() {
    float[] corners = {32, 18, 48, 42};
    return new HeadSketch(
            "ssd with anchors as an output",
            "kind: ssd, boxes: b, scores: s, activation: none, background: true,"
                + " box-format: cxcywh, coding: [10, 10, 5, 5], anchors-output: priors,"
                + " anchor-format: xyxy, anchor-units: pixel")
        .rows("s", rows(4, 0.1f, o -> joined(new float[] {0.1f}, scores(o))))
        .rows("priors", rows(4, 1, o -> corners))
        .rows("b", rows(4, 0, o -> coded(o, ANCHOR, 10, 10, 5, 5)));
  }

  private static HeadSketch retinaface() {
    float[][] boxes = new float[RULED][4];
    float[][] scores = new float[RULED][4];
    float[][] points = new float[RULED][10];
    for (float[] row : scores) {
      row[0] = 1;
    }
    for (int i = 0; i < OBJECTS.size(); i++) {
      Known o = OBJECTS.get(i);
      int row = ruled(o, 8, 2) + 1;
      float[] anchor = square(o, 8, 32);
      boxes[row] = coded(o, anchor, 10, 10, 5, 5);
      scores[row] = joined(new float[] {1 - o.score()}, scores(o));
      points[row] = codedPoints(o, anchor, 10);
    }
    return new HeadSketch(
            "retinaface",
            "kind: ssd, boxes: b, scores: s, activation: none, background: true,"
                + " box-format: cxcywh, coding: [10, 10, 5, 5],"
                + " anchor-grid: {strides: [8, 16], sizes: [[16, 32], [64]]},"
                + " keypoints: {count: 5, values: 2, output: k}")
        .points(5)
        .rows("b", boxes)
        .rows("s", scores)
        .rows("k", points);
  }

  private static HeadSketch blazeface() {
    float[][] boxes = new float[RULED][14];
    float[][] scores = new float[RULED][3];
    for (float[] row : scores) {
      Arrays.fill(row, -50);
    }
    for (Known o : OBJECTS) {
      int row = ruled(o, 8, 2);
      float[] anchor = square(o, 8, 96);
      float[] box = {
        (o.centerX() - anchor[0]) / 96 * 128,
        (o.centerY() - anchor[1]) / 96 * 128,
        o.width() / 96 * 128,
        o.height() / 96 * 128
      };
      boxes[row] = joined(box, codedPoints(o, anchor, 128));
      scores[row] = logits(o);
    }
    return new HeadSketch(
            "blazeface",
            "kind: ssd, boxes: b, scores: s, activation: sigmoid, background: false,"
                + " box-format: cxcywh, size-coding: linear, coding: [128, 128, 128, 128],"
                + " anchor-grid: {strides: [8, 16], sizes: [[96, 96], [96]]},"
                + " keypoints: {count: 5, values: 2}")
        .points(5)
        .rows("b", boxes)
        .rows("s", scores);
  }

  /** Index of the first box of the cell that holds an object's centre. */
  private static int ruled(Known o, int stride, int perCell) {
    int x = (int) (o.centerX() / stride);
    int y = (int) (o.centerY() / stride);
    return (y * (WIDTH / stride) + x) * perCell;
  }

  /** Square around the middle of that cell: centre x, centre y, width, height in pixels. */
  private static float[] square(Known o, int stride, float side) {
    float x = ((int) (o.centerX() / stride) + 0.5f) * stride;
    float y = ((int) (o.centerY() / stride) + 0.5f) * stride;
    return new float[] {x, y, side, side};
  }

  private static float[] codedPoints(Known o, float[] anchor, float factor) {
    float[] points = points(o, 2);
    for (int i = 0; i < points.length; i++) {
      points[i] = (points[i] - anchor[i % 2]) / anchor[2 + i % 2] * factor;
    }
    return points;
  }
}
