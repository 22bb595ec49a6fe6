package io.manako.detect;

import io.manako.model.ModelSpec;
import java.util.Locale;
import java.util.Set;

/**
 * Settings of a detector's report.
 *
 * @param scoreThreshold score below which an object is dropped, 0 … 1
 * @param iouThreshold overlap with a better box above which a box is dropped, 0 … 1
 * @param maxDetections greatest number of objects in a picture, at least 1
 * @param classAgnostic false: only boxes of one class suppress each other, and a place may have
 *     several classes; true: each place has only its best class, and all boxes compete (as in
 *     TensorFlow.js's coco-ssd)
 * @param classIds ids of the classes that are reported; empty for all
 */
public record DetectorSettings(
    float scoreThreshold,
    float iouThreshold,
    int maxDetections,
    boolean classAgnostic,
    Set<Integer> classIds) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the numbers, if one of them is out of its range
   */
  public DetectorSettings {
    classIds = Set.copyOf(classIds);
    boolean fractions =
        scoreThreshold >= 0 && scoreThreshold <= 1 && iouThreshold >= 0 && iouThreshold <= 1;
    if (!fractions || maxDetections < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "score threshold %s and IoU threshold %s must be 0 to 1, at most %d detections at least 1",
              scoreThreshold,
              iouThreshold,
              maxDetections));
    }
  }

  /** Creates settings that report all classes. */
  public DetectorSettings(
      float scoreThreshold, float iouThreshold, int maxDetections, boolean classAgnostic) {
    this(scoreThreshold, iouThreshold, maxDetections, classAgnostic, Set.of());
  }

  /** Returns the same settings with another score threshold. */
  public DetectorSettings withScoreThreshold(float threshold) {
    return new DetectorSettings(threshold, iouThreshold, maxDetections, classAgnostic, classIds);
  }

  /** Whether a class is reported. */
  boolean reports(int classId) {
    return classIds.isEmpty() || classIds.contains(classId);
  }

  /** Returns the model's own thresholds with suppression by class. */
  public static DetectorSettings of(ModelSpec spec) {
    return new DetectorSettings(
        spec.scoreThreshold(), spec.iouThreshold(), spec.maxDetections(), false);
  }
}
