package io.manako.detect;

import static io.manako.detect.HeadSketch.HEIGHT;
import static io.manako.detect.HeadSketch.OBJECTS;
import static io.manako.detect.HeadSketch.WIDTH;
import static io.manako.detect.HeadSketches.joined;
import static io.manako.detect.HeadSketches.logit;
import static io.manako.detect.HeadSketches.logits;
import static io.manako.detect.HeadSketches.points;
import static io.manako.detect.HeadSketches.scores;
import static io.manako.detect.HeadSketches.shared;
import static io.manako.detect.HeadSketches.swapped;

import io.manako.detect.HeadSketch.Known;
import java.util.Arrays;
import java.util.stream.Stream;

/** Heads that answer for the cells of grids, by the formulas of their papers, turned around. */
final class GridSketches {
  private GridSketches() {}

  static Stream<HeadSketch> all() {
    return Stream.of(YoloMapSketches.all(), yoloxs(), distances(), centers()).flatMap(s -> s);
  }

  /** Writes the numbers of an object in the cell at column x and row y of a grid. */
  interface Coder {
    float[] code(Known object, int x, int y);
  }

  /**
   * Returns the rows of a grid: the first object is on stride 16, the others are on stride 8; a
   * stride of 4 has all.
   */
  static float[][] grid(int stride, int columns, float rest, Coder coder) {
    float[][] rows = new float[(WIDTH / stride) * (HEIGHT / stride)][columns];
    for (float[] row : rows) {
      Arrays.fill(row, rest);
    }
    for (int i = 0; i < OBJECTS.size(); i++) {
      Known o = OBJECTS.get(i);
      if (stride == 4 || stride == (i == 0 ? 16 : 8)) {
        int x = (int) (o.centerX() / stride);
        int y = (int) (o.centerY() / stride);
        rows[y * (WIDTH / stride) + x] = coder.code(o, x, y);
      }
    }
    return rows;
  }

  private static float[][] below(float[][] first, float[][] second) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(float[][]::new);
  }

  /** Ge et al. 2021, YOLOX: offset from the cell and logarithm of the sides, in cells. */
  private static float[] cellBox(Known o, int x, int y, int stride) {
    return new float[] {
      o.centerX() / stride - x,
      o.centerY() / stride - y,
      (float) Math.log(o.width() / stride),
      (float) Math.log(o.height() / stride)
    };
  }

  private static float[][] yolox(int stride, boolean raw) {
    float rest = raw ? -9 : 0.1f;
    return grid(
        stride,
        8,
        rest,
        (o, x, y) ->
            joined(
                cellBox(o, x, y, stride),
                new float[] {raw ? 9 : 0.95f},
                raw ? logits(o) : shared(o, 0.95f)));
  }

  private static Stream<HeadSketch> yoloxs() {
    return Stream.of(
        new HeadSketch("yolox", "kind: yolox, output: output, strides: [8, 16]")
            .rows("output", below(yolox(8, false), yolox(16, false))),
        new HeadSketch(
                "yolox by level",
                "kind: yolox, output: [o8, o16], strides: [8, 16], transposed: true,"
                    + " activation: sigmoid")
            .map("o16", 16, yolox(16, true))
            .map("o8", 8, yolox(8, true)),
        yunet());
  }

  private static HeadSketch yunet() {
    HeadSketch sketch =
        new HeadSketch(
                "yunet",
                "kind: yolox, boxes: [bbox8, bbox16], scores: [cls8, cls16],"
                    + " objectness: [obj8, obj16], strides: [8, 16], score-rule: geometric-mean,"
                    + " keypoints: {count: 5, values: 2, output: [kps8, kps16]}")
            .points(5);
    for (int stride : new int[] {8, 16}) {
      sketch
          .rows("cls" + stride, grid(stride, 3, 0.01f, (o, x, y) -> scores(o)))
          .rows("obj" + stride, grid(stride, 1, 0.01f, (o, x, y) -> new float[] {o.score()}))
          .rows("bbox" + stride, grid(stride, 4, 0, (o, x, y) -> cellBox(o, x, y, stride)))
          .rows("kps" + stride, grid(stride, 10, 0, (o, x, y) -> cellPoints(o, x, y, stride)));
    }
    return sketch;
  }

  private static float[] cellPoints(Known o, int x, int y, int stride) {
    float[] points = points(o, 2);
    for (int i = 0; i < points.length; i++) {
      points[i] = points[i] / stride - (i % 2 == 0 ? x : y);
    }
    return points;
  }

  /** Tian et al. 2019, FCOS: distances to the four edges. */
  private static float[] edges(Known o, float x, float y, float unit) {
    return new float[] {
      (x - o.x()) / unit, (y - o.y()) / unit, (o.right() - x) / unit, (o.bottom() - y) / unit
    };
  }

  private static float[] middleEdges(Known o, int x, int y, int stride) {
    return edges(o, (x + 0.5f) * stride, (y + 0.5f) * stride, stride);
  }

  /** Li et al. 2020, Generalized Focal Loss: a distribution whose mean is the distance. */
  private static float[] distributions(float[] distances) {
    float[] bins = new float[4 * 8];
    Arrays.fill(bins, -30);
    for (int side = 0; side < 4; side++) {
      int below = (int) distances[side];
      float above = distances[side] - below;
      bins[side * 8 + below] = (float) Math.log(1 - above);
      if (above > 0) {
        bins[side * 8 + below + 1] = (float) Math.log(above);
      }
    }
    return bins;
  }

  private static float[][] bins(int stride) {
    return grid(stride, 32, 0, (o, x, y) -> distributions(middleEdges(o, x, y, stride)));
  }

  private static Stream<HeadSketch> distances() {
    return Stream.of(
        new HeadSketch(
                "nanodet",
                "kind: distances, boxes: [d8, d16], scores: [c8, c16], strides: [8, 16],"
                    + " reg-max: 7")
            .rows("c8", grid(8, 3, 0.1f, (o, x, y) -> scores(o)))
            .rows("c16", grid(16, 3, 0.1f, (o, x, y) -> scores(o)))
            .rows("d8", bins(8))
            .rows("d16", bins(16)),
        new HeadSketch(
                "nanodet plus",
                "kind: distances, output: o, strides: [8, 16], reg-max: 7, cell-offset: 0")
            .rows("o", below(plus(8), plus(16))),
        fcos(),
        scrfd());
  }

  private static float[][] plus(int stride) {
    return grid(
        stride,
        35,
        0,
        (o, x, y) -> joined(scores(o), distributions(edges(o, x * stride, y * stride, stride))));
  }

  private static HeadSketch fcos() {
    HeadSketch sketch =
        new HeadSketch(
            "fcos",
            "kind: distances, boxes: [b8, b16], scores: [s8, s16], objectness: [c8, c16],"
                + " strides: [8, 16], units: pixel, activation: sigmoid,"
                + " score-rule: geometric-mean, transposed: true");
    for (int stride : new int[] {8, 16}) {
      sketch
          .map("s" + stride, stride, grid(stride, 3, -9, (o, x, y) -> logits(o)))
          .map(
              "c" + stride,
              stride,
              grid(stride, 1, -9, (o, x, y) -> new float[] {logit(o.score())}))
          .map(
              "b" + stride,
              stride,
              grid(
                  stride,
                  4,
                  0,
                  (o, x, y) -> edges(o, (x + 0.5f) * stride, (y + 0.5f) * stride, 1)));
    }
    return sketch;
  }

  private static HeadSketch scrfd() {
    HeadSketch sketch =
        new HeadSketch(
                "scrfd",
                "kind: distances, boxes: [b8, b16], scores: [s8, s16], strides: [8, 16],"
                    + " anchors-per-cell: 2, cell-offset: 0, batched: false,"
                    + " keypoints: {count: 5, values: 2, output: [k8, k16]}")
            .points(5);
    for (int stride : new int[] {8, 16}) {
      sketch
          .alone("s" + stride, second(grid(stride, 3, 0, (o, x, y) -> scores(o))))
          .alone(
              "b" + stride,
              second(grid(stride, 4, 1, (o, x, y) -> edges(o, x * stride, y * stride, stride))))
          .alone(
              "k" + stride, second(grid(stride, 10, 0, (o, x, y) -> cellPoints(o, x, y, stride))));
    }
    return sketch;
  }

  /** Returns rows of which each is the second of its cell's two, below an empty one. */
  private static float[][] second(float[][] rows) {
    float[][] twice = new float[2 * rows.length][rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      twice[2 * row + 1] = rows[row];
    }
    return twice;
  }

  private static Stream<HeadSketch> centers() {
    return Stream.of(
        new HeadSketch(
                "centers with distances",
                "kind: centers, sizes: z, scores: s, activation: none, stride: 4")
            .cells("z", 4, grid(4, 4, 0, (o, x, y) -> edges(o, x * 4, y * 4, 1)))
            .cells("s", 4, grid(4, 3, 0.1f, (o, x, y) -> scores(o))),
        new HeadSketch(
                "centernet",
                "kind: centers, sizes: wh, scores: hm, offsets: reg, activation: sigmoid,"
                    + " stride: 4, layout: nchw, units: cell")
            .map("hm", 4, grid(4, 3, -9, (o, x, y) -> logits(o)))
            .map("wh", 4, grid(4, 2, 1, (o, x, y) -> new float[] {o.width() / 4, o.height() / 4}))
            .map("reg", 4, grid(4, 2, 0.5f, (o, x, y) -> offset(o, x, y))),
        new HeadSketch(
                "centerface",
                "kind: centers, sizes: wh, scores: hm, offsets: reg, activation: none, stride: 4,"
                    + " layout: nchw, units: cell, size-coding: exp, box-format: cycxhw,"
                    + " cell-offset: 0.5")
            .map("hm", 4, grid(4, 3, 0.1f, (o, x, y) -> scores(o)))
            .map(
                "wh",
                4,
                grid(
                    4,
                    2,
                    0,
                    (o, x, y) ->
                        new float[] {
                          (float) Math.log(o.height() / 4), (float) Math.log(o.width() / 4)
                        }))
            .map("reg", 4, grid(4, 2, 0, (o, x, y) -> swapped(half(offset(o, x, y))))));
  }

  private static float[] offset(Known o, int x, int y) {
    return new float[] {o.centerX() / 4 - x, o.centerY() / 4 - y};
  }

  private static float[] half(float[] offset) {
    return new float[] {offset[0] - 0.5f, offset[1] - 0.5f};
  }
}
