package io.manako.operator;

import java.io.Serializable;

/**
 * Rejects results that cannot be written, before the operator emits them: such a result would fail
 * the sink's task again after every restart. The check travels with the job and runs on the
 * operator's worker.
 */
@FunctionalInterface
public interface ResultCheck extends Serializable {
  /** Accepts everything. */
  ResultCheck NONE = result -> {};

  /** Throws the exception that writing the result would throw; the frame then ends as an error. */
  void check(FrameResult result);
}
