package io.manako.model;

/**
 * Thresholds by which detections are chosen.
 *
 * @param score score below which a detection is dropped, 0 … 1
 * @param iou overlap with a better box above which a box is dropped, 0 … 1
 * @param maxDetections greatest number of detections in a frame, at least 1
 */
public record DetectionThresholds(float score, float iou, int maxDetections) {
  /** Thresholds of a classifier or a segmenter, which use none. */
  static final DetectionThresholds NONE = new DetectionThresholds(0, 0, 1);

  static DetectionThresholds read(YamlMapping yaml) {
    DetectionThresholds read =
        new DetectionThresholds(
            (float) yaml.fraction("score-threshold"),
            (float) yaml.fraction("iou-threshold"),
            yaml.integer("max-detections", 1));
    yaml.finish();
    return read;
  }
}
