package io.manako.operator;

import io.manako.model.Task;
import io.manako.operator.FrameResult.Failure;

/**
 * Outcome of a frame without an answer.
 *
 * @param status any status but OK and EMPTY
 * @param failure reason why there is no answer
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
