package io.manako.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Greedy non-maximum suppression: the best of the boxes that overlap by more than a threshold
 * stays.
 */
public final class NonMaxSuppression {
  private final DetectorSettings settings;

  /** Creates a suppression with the IoU threshold and the limit of a detector. */
  public NonMaxSuppression(DetectorSettings settings) {
    this.settings = settings;
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
      if (kept.size() == settings.maxDetections()) {
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
      if (settings.suppresses(better, candidate)) {
        return false;
      }
    }
    return true;
  }
}
