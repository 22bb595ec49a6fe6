package io.manako.model;

/**
 * How detections are chosen.
 *
 * @param score lower ones are dropped, 0 … 1
 * @param iou a box that overlaps a better one by more is dropped, 0 … 1
 * @param maxDetections per frame, at least 1
 */
public record DetectionThresholds(float score, float iou, int maxDetections) {
  /** Of a classifier or a segmenter, which have none. */
  static final DetectionThresholds NONE = new DetectionThresholds(0, 0, 1);

  static DetectionThresholds read(YamlMapping yaml) {
    DetectionThresholds read =
        new DetectionThresholds(
            yaml.fraction("score-threshold"),
            yaml.fraction("iou-threshold"),
            yaml.integer("max-detections", 1));
    yaml.finish();
    return read;
  }
}
