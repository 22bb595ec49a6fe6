package io.manako.detect;

import java.util.List;

/**
 * Object in one frame with its key points.
 *
 * @param detection the object
 * @param keypoints key points in the order of the network; empty if the network gives none
 */
public record Finding(Detection detection, List<Keypoint> keypoints) {
  public Finding {
    keypoints = List.copyOf(keypoints);
  }

  /** Returns an object without key points. */
  public static Finding of(Detection detection) {
    return new Finding(detection, List.of());
  }
}
