package io.manako.operator;

import io.manako.detect.Detection;
import io.manako.detect.Keypoint;
import io.manako.detect.Segment;
import io.manako.model.Task;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.FrameResult.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a frame: an answer or a failure. Methods for parts that an outcome does not have
 * return an empty list or null.
 */
public sealed interface Outcome permits Answered, Failed {

  /** Status of the frame; {@code OK} if any of the models found something. */
  FrameStatus status();

  /**
   * Status of the frame for one of the tasks: a frame without objects is {@code EMPTY} for the
   * detector even if the classifier found classes.
   */
  FrameStatus status(Task task);

  /** Reason why there is no answer, or null if there is one. */
  default @Nullable Failure failure() {
    return null;
  }

  /**
   * Detected objects, sorted by score (descending), class id, x, y; carried ones follow in the
   * order in which they were found.
   */
  default List<Detection> detections() {
    return List.of();
  }

  /** Key points of a detection, in the order of the network; empty if the network gives none. */
  default List<Keypoint> keypoints(int detection) {
    return List.of();
  }

  /** Objects too weak to be reported but strong enough to continue a track, in the same order. */
  default List<Detection> faint() {
    return List.of();
  }

  /** Classes of the whole frame or of its detections. */
  default List<Classified> classifications() {
    return List.of();
  }

  /** Classes of the frame's pixels, by share (descending) and class id. */
  default List<Segment> segments() {
    return List.of();
  }

  /** Detections that were seen in an earlier frame only. */
  default Carried carried() {
    return Carried.NONE;
  }
}
