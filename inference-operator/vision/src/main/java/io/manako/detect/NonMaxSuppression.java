package io.manako.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Greedy non-maximum suppression: the best of the boxes that overlap by more than a threshold
 * stays.
 */
public final class NonMaxSuppression {
  private final float iouThreshold;
  private final int max;
  private final boolean classAgnostic;

  /** Creates a suppression with the IoU threshold and the limit of a detector. */
  public NonMaxSuppression(DetectorSettings settings) {
    this.iouThreshold = settings.iouThreshold();
    this.max = settings.maxDetections();
    this.classAgnostic = settings.classAgnostic();
  }

  /**
   * Chooses the boxes that stay.
   *
   * @param sorted boxes from best to worst
   * @return at most {@code maxDetections} boxes, from best to worst
   */
  public List<Detection> select(List<Detection> sorted) {
    List<Detection> kept = new ArrayList<>();
    for (Detection candidate : sorted) {
      if (kept.size() == max) {
        break;
      }
      if (stays(candidate, kept)) {
        kept.add(candidate);
      }
    }
    return kept;
  }

  private boolean stays(Detection candidate, List<Detection> kept) {
    for (Detection better : kept) {
      boolean compete = classAgnostic || better.classId() == candidate.classId();
      if (compete && better.box().iou(candidate.box()) > iouThreshold) {
        return false;
      }
    }
    return true;
  }
}
