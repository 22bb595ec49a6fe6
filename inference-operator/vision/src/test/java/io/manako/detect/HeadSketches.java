package io.manako.detect;

import static io.manako.detect.HeadSketch.CLASSES;
import static io.manako.detect.HeadSketch.HEIGHT;
import static io.manako.detect.HeadSketch.OBJECTS;
import static io.manako.detect.HeadSketch.WIDTH;

import io.manako.detect.HeadSketch.Known;
import java.util.Arrays;
import java.util.stream.Stream;

/** Heads of all families, coded here by hand from the papers' formulas, turned around. */
final class HeadSketches {
  /** Rows of heads without a grid; the objects are in rows 3, 10 and 17. */
  private static final int ROWS = 40;

  private HeadSketches() {}

  static Stream<HeadSketch> all() {
    return Stream.of(AnchorSketches.all(), decoded(), yolos(), results(), GridSketches.all())
        .flatMap(s -> s);
  }

  /** Writes the numbers of one object. */
  interface Coder {
    float[] code(Known object);
  }

  /** Returns rows in which each object has its numbers and all other rows repeat one number. */
  static float[][] rows(int columns, float rest, Coder coder) {
    float[][] rows = new float[ROWS][columns];
    for (float[] row : rows) {
      Arrays.fill(row, rest);
    }
    for (int i = 0; i < OBJECTS.size(); i++) {
      rows[row(i)] = coder.code(OBJECTS.get(i));
    }
    return rows;
  }

  static int row(int object) {
    return 3 + 7 * object;
  }

  static float[] joined(float[]... parts) {
    float[] all = new float[Arrays.stream(parts).mapToInt(p -> p.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Scores of the classes, the object's own and 0.01 for the others. */
  static float[] scores(Known object) {
    float[] scores = new float[CLASSES];
    Arrays.fill(scores, 0.01f);
    scores[object.label()] = object.score();
    return scores;
  }

  static float logit(float score) {
    return (float) Math.log(score / (1 - score));
  }

  static float[] logits(Known object) {
    float[] logits = scores(object);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = logit(logits[i]);
    }
    return logits;
  }

  /** Logarithms of probabilities, of the background last: softmax gives the probabilities. */
  static float[] logProbabilities(Known object) {
    float[] raw = new float[CLASSES + 1];
    Arrays.fill(raw, (float) Math.log((1 - object.score()) / CLASSES) + 2);
    raw[object.label()] = (float) Math.log(object.score()) + 2;
    return raw;
  }

  static float[] xyxy(Known o) {
    return new float[] {o.x(), o.y(), o.right(), o.bottom()};
  }

  static float[] cxcywh(Known o) {
    return new float[] {o.centerX(), o.centerY(), o.width(), o.height()};
  }

  /** Divides x by the width of the input and y by the height. */
  static float[] fractions(float... xy) {
    float[] fractions = xy.clone();
    for (int i = 0; i < xy.length; i++) {
      fractions[i] /= i % 2 == 0 ? WIDTH : HEIGHT;
    }
    return fractions;
  }

  /** Exchanges the numbers of each pair. */
  static float[] swapped(float... xy) {
    float[] swapped = new float[xy.length];
    for (int i = 0; i < xy.length; i++) {
      swapped[i] = xy[i ^ 1];
    }
    return swapped;
  }

  private static Stream<HeadSketch> decoded() {
    return Stream.of(
        new HeadSketch(
                "corners y x as fractions",
                "kind: decoded-boxes, boxes: b, scores: s, activation: none, background: true")
            .rows("b", rows(4, 0.1f, o -> swapped(fractions(xyxy(o)))))
            .rows("s", rows(4, 0.2f, o -> joined(new float[] {0.1f}, scores(o)))),
        new HeadSketch(
                "corners x y as fractions",
                "kind: decoded-boxes, boxes: b, scores: s, activation: none, background: true,"
                    + " box-format: xyxy")
            .rows("s", rows(4, 0.2f, o -> joined(new float[] {0.1f}, scores(o))))
            .rows("b", rows(4, 0.1f, o -> fractions(xyxy(o)))),
        new HeadSketch(
                "raw detr with the background last",
                "kind: decoded-boxes, boxes: b, scores: s, activation: softmax, background: last,"
                    + " box-format: cxcywh")
            .rows("b", rows(4, 0.1f, o -> fractions(cxcywh(o))))
            .rows("s", background(rows(4, -2, HeadSketches::logProbabilities))),
        new HeadSketch(
                "objects and classes apart, axes exchanged",
                "kind: decoded-boxes, boxes: b, scores: s, objectness: o, activation: sigmoid,"
                    + " background: false, box-format: xywh, units: pixel, transposed: true,"
                    + " score-rule: geometric-mean")
            .transposed("b", rows(4, 1, o -> new float[] {o.x(), o.y(), o.width(), o.height()}))
            .transposed("s", rows(3, -9, HeadSketches::logits))
            .transposed("o", rows(1, -9, o -> new float[] {logit(o.score())})),
        new HeadSketch(
                "centres y x in pixels",
                "kind: decoded-boxes, boxes: b, scores: s, activation: sigmoid, background: false,"
                    + " box-format: cycxhw, units: pixel")
            .rows("b", rows(4, 1, o -> swapped(cxcywh(o))))
            .rows("s", rows(3, -9, HeadSketches::logits)));
  }

  /** Sets the last column of all rows without an object to a high number. */
  private static float[][] background(float[][] rows) {
    for (int row = 0; row < rows.length; row++) {
      if (rows[row][0] == -2) {
        rows[row][rows[row].length - 1] = 9;
      }
    }
    return rows;
  }

  private static Stream<HeadSketch> yolos() {
    return Stream.of(
        new HeadSketch("yolov5", "kind: yolo, output: output0, objectness: true")
            .rows(
                "output0",
                rows(8, 0.3f, o -> joined(cxcywh(o), new float[] {0.95f}, shared(o, 0.95f)))),
        new HeadSketch("yolov8", "kind: yolo, output: output0, objectness: false, transposed: true")
            .transposed("output0", rows(7, 0.1f, o -> joined(cxcywh(o), scores(o)))),
        new HeadSketch(
                "yolov8 pose",
                "kind: yolo, output: output0, objectness: false, transposed: true,"
                    + " keypoints: {count: 5, values: 3}")
            .points(5)
            .transposed("output0", rows(22, 0.1f, o -> joined(cxcywh(o), scores(o), points(o, 3)))),
        new HeadSketch(
                "yolo with columns of masks",
                "kind: yolo, output: output0, objectness: false, classes: 3, activation: sigmoid,"
                    + " units: fraction, box-format: xyxy")
            .rows(
                "output0", rows(12, -9, o -> joined(fractions(xyxy(o)), logits(o), new float[5]))));
  }

  /** Scores of the classes that a score of an object multiplies to the object's own. */
  static float[] shared(Known object, float objectness) {
    float[] scores = scores(object);
    scores[object.label()] /= objectness;
    return scores;
  }

  /** Key points in pixels of the input, each with a score of 0.7 if it has three numbers. */
  static float[] points(Known object, int values) {
    float[] points = new float[5 * values];
    for (int i = 0; i < 5; i++) {
      points[i * values] = object.pointX(i);
      points[i * values + 1] = object.pointY(i);
      if (values == 3) {
        points[i * values + 2] = 0.7f;
      }
    }
    return points;
  }

  private static Stream<HeadSketch> results() {
    return Stream.of(
        new HeadSketch(
                "tensorflow object detection",
                "kind: detections, boxes: detection_boxes, scores: detection_scores,"
                    + " labels: detection_classes, count: num_detections, box-format: yxyx,"
                    + " units: fraction, first-label: 1")
            .rows(
                "detection_boxes",
                behind(rows(4, 0.3f, o -> swapped(fractions(xyxy(o)))), 0.1f, 0.2f, 0.5f, 0.6f))
            .flat("detection_classes", rows(1, 1, o -> new float[] {o.label() + 1}))
            // The rows behind the count hold what is left of an earlier picture.
            .flat("detection_scores", behind(rows(1, 0, o -> new float[] {o.score()}), 0.99f))
            .flat("num_detections", new float[][] {{20}}),
        new HeadSketch("rows of six", "kind: detections, output: o")
            .rows("o", rows(6, 0, o -> joined(xyxy(o), new float[] {o.score(), o.label()}))),
        new HeadSketch(
                "rows of seven with the picture first",
                "kind: detections, output: o, columns: [batch, box, label, score]")
            .rows(
                "o",
                rows(7, 0, o -> joined(new float[1], xyxy(o), new float[] {o.label(), o.score()}))),
        new HeadSketch(
                "labels, boxes and scores with key points",
                "kind: detections, labels: labels, boxes: boxes, scores: scores,"
                    + " keypoints: {count: 5, values: 2, output: points}")
            .points(5)
            .flat("labels", rows(1, -1, o -> new float[] {o.label()}))
            .rows("boxes", rows(4, 3, HeadSketches::xyxy))
            .flat("scores", rows(1, 0.9f, o -> new float[] {o.score()}))
            .rows("points", rows(10, 0, o -> points(o, 2))));
  }

  private static float[][] behind(float[][] rows, float... values) {
    for (int row = 20; row < rows.length; row++) {
      rows[row] = values;
    }
    return rows;
  }
}
