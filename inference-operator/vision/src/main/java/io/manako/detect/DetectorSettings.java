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
 * @param suppression boxes that suppress each other
 * @param classIds ids of the classes that are reported; empty for all
 */
public record DetectorSettings(
    float scoreThreshold,
    float iouThreshold,
    int maxDetections,
    Suppression suppression,
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
      float scoreThreshold, float iouThreshold, int maxDetections, Suppression suppression) {
    this(scoreThreshold, iouThreshold, maxDetections, suppression, Set.of());
  }

  /** Returns the same settings with another score threshold. */
  public DetectorSettings withScoreThreshold(float threshold) {
    return new DetectorSettings(threshold, iouThreshold, maxDetections, suppression, classIds);
  }

  /** Whether each place has only its best class. */
  boolean classAgnostic() {
    return suppression == Suppression.CLASS_AGNOSTIC;
  }

  /** Whether a better detection suppresses a weaker one by their overlap. */
  boolean suppresses(Detection better, Detection weaker) {
    boolean sameClass = better.classId() == weaker.classId();
    return better.box().iou(weaker.box()) > suppression.limit(sameClass, iouThreshold);
  }

  /** Whether a class is reported. */
  boolean reports(int classId) {
    return classIds.isEmpty() || classIds.contains(classId);
  }

  /** Returns the model's own thresholds with one class for each object. */
  public static DetectorSettings of(ModelSpec spec) {
    return new DetectorSettings(
        spec.scoreThreshold(), spec.iouThreshold(), spec.maxDetections(), Suppression.PER_OBJECT);
  }
}
