package io.manako.operator;

import io.manako.detect.Detection;
import io.manako.detect.Segment;
import io.manako.model.Task;
import io.manako.operator.FrameResult.Classified;
import io.manako.operator.FrameResult.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a frame ended. The methods for parts that a member does not have return nothing. */
public sealed interface Outcome permits Answered, Failed {

  /** How the frame ended; {@code OK} if any of the models found something. */
  FrameStatus status();

  /**
   * How the frame ended for one of the tasks: a frame without objects is {@code EMPTY} for the
   * detector even if the classifier named it.
   */
  FrameStatus status(Task task);

  /** The reason why there is no answer, or null if there is one. */
  default @Nullable Failure failure() {
    return null;
  }

  /** Sorted by score (down), class id, x, y. */
  default List<Detection> detections() {
    return List.of();
  }

  /** Too weak to be reported, strong enough to continue a track, in the same order. */
  default List<Detection> faint() {
    return List.of();
  }

  /** Of the whole frame or of its detections. */
  default List<Classified> classifications() {
    return List.of();
  }

  /** The classes of the frame's pixels, by share (down) and class id. */
  default List<Segment> segments() {
    return List.of();
  }
}
