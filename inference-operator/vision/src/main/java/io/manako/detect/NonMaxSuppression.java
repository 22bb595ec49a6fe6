package io.manako.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Greedy non-maximum suppression: the best of the boxes that overlap by more than a threshold
 * stays.
 */
final class NonMaxSuppression {
  private final DetectorSettings settings;
  private final boolean ownClass;

  /**
   * Creates a suppression with the IoU threshold and the limit of a detector.
   *
   * @param settings threshold, limit, and the boxes that suppress each other
   * @param ownClass whether boxes of one class suppress each other; false if the network did that
   */
  NonMaxSuppression(DetectorSettings settings, boolean ownClass) {
    this.settings = settings;
    this.ownClass = ownClass;
  }

  /**
   * Chooses the boxes that stay.
   *
   * @param sorted boxes from best to worst
   * @return indices of at most {@code maxDetections} boxes, from best to worst
   */
  List<Integer> select(List<Detection> sorted) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < sorted.size() && kept.size() < settings.maxDetections(); i++) {
      if (stays(sorted.get(i), sorted, kept)) {
        kept.add(i);
      }
    }
    return kept;
  }

  private boolean stays(Detection candidate, List<Detection> sorted, List<Integer> kept) {
    for (int i : kept) {
      Detection better = sorted.get(i);
      if ((ownClass || better.classId() != candidate.classId())
          && settings.suppresses(better, candidate)) {
        return false;
      }
    }
    return true;
  }
}
