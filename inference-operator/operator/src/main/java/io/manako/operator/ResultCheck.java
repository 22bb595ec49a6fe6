package io.manako.operator;

import java.io.Serializable;

/**
 * Finds results that cannot be written, before they leave the operator: behind it, one would fail
 * the task after every restart again. It travels with the job; called on the operator's worker.
 */
@FunctionalInterface
public interface ResultCheck extends Serializable {
  /** Accepts everything. */
  ResultCheck NONE = result -> {};

  /** Throws what writing the result would throw; the frame then ends as an error. */
  void check(FrameResult result);
}
