package io.manako.detect;

import static io.manako.detect.HeadSketch.HEIGHT;
import static io.manako.detect.HeadSketch.WIDTH;
import static io.manako.detect.HeadSketches.joined;
import static io.manako.detect.HeadSketches.logit;
import static io.manako.detect.HeadSketches.logits;

import io.manako.detect.HeadSketch.Known;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * YOLO's maps by the formulas of their papers, turned around; the second anchor has the objects.
 */
final class YoloMapSketches {
  private static final int COLUMNS = 8;
  private static final String ANCHORS =
      "strides: [8, 16], anchor-sizes: [[9, 7, 20, 15], [50, 60, 25, 40]]";

  private YoloMapSketches() {}

  /** Anchor of the objects on a level. */
  private static float[] anchor(int stride) {
    return stride == 8 ? new float[] {20, 15} : new float[] {25, 40};
  }

  static Stream<HeadSketch> all() {
    return Stream.of(
        new HeadSketch(
                "yolov3 maps", "kind: yolo-maps, output: [m8, m16], transposed: true, " + ANCHORS)
            .map("m8", 8, beside(boxes(8, 1, false)))
            .map("m16", 16, beside(boxes(16, 1, false))),
        new HeadSketch(
                "yolov4 maps",
                "kind: yolo-maps, output: [m8, m16], centre-scales: [1.2, 1.1], " + ANCHORS)
            .cells("m8", 8, beside(boxes(8, 1.2f, false)))
            .axes("m16", beside(boxes(16, 1.1f, false)), HEIGHT / 16, WIDTH / 16, 2, COLUMNS),
        new HeadSketch(
                "yolov5 maps",
                "kind: yolo-maps, output: [m8, m16], size-coding: square, " + ANCHORS)
            .axes("m8", below(boxes(8, 2, true)), 2, HEIGHT / 8, WIDTH / 8, COLUMNS)
            .axes("m16", below(boxes(16, 2, true)), 2, HEIGHT / 16, WIDTH / 16, COLUMNS));
  }

  private static float[][] boxes(int stride, float scale, boolean square) {
    return GridSketches.grid(
        stride,
        COLUMNS,
        -9,
        (o, x, y) -> joined(box(o, x, y, stride, scale, square), new float[] {9}, logits(o)));
  }

  private static float[] box(Known o, int x, int y, int stride, float scale, boolean square) {
    float[] anchor = anchor(stride);
    return new float[] {
      centre(o.centerX() / stride - x, scale),
      centre(o.centerY() / stride - y, scale),
      side(o.width() / anchor[0], square),
      side(o.height() / anchor[1], square)
    };
  }

  private static float centre(float offset, float scale) {
    return logit((offset + (scale - 1) / 2) / scale);
  }

  private static float side(float multiple, boolean square) {
    return square ? logit((float) Math.sqrt(multiple) / 2) : (float) Math.log(multiple);
  }

  /** Returns rows with an empty first anchor in front. */
  private static float[][] beside(float[][] rows) {
    float[][] wide = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      wide[row] = joined(empty(), rows[row]);
    }
    return wide;
  }

  /** Returns rows below as many empty ones of the first anchor. */
  private static float[][] below(float[][] rows) {
    float[][] all = new float[2 * rows.length][];
    for (int row = 0; row < rows.length; row++) {
      all[row] = empty();
      all[rows.length + row] = rows[row];
    }
    return all;
  }

  private static float[] empty() {
    float[] row = new float[COLUMNS];
    Arrays.fill(row, -9);
    return row;
  }
}
