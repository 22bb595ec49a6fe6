package io.manako.operator;

import io.manako.model.Task;
import io.manako.operator.FrameResult.Failure;

/**
 * The frame has no answer.
 *
 * @param status neither OK nor EMPTY
 * @param failure the reason
 */
public record Failed(FrameStatus status, Failure failure) implements Outcome {
  public Failed {
    if (status == FrameStatus.OK || status == FrameStatus.EMPTY) {
      throw new IllegalArgumentException("a frame that failed is not " + status);
    }
  }

  @Override
  public FrameStatus status(Task task) {
    return status;
  }
}
