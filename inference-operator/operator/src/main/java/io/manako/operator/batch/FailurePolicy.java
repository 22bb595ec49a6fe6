package io.manako.operator.batch;

import io.manako.operator.pipeline.FramePipeline;

/**
 * Decides what failed and hung runs cost: the task ({@link FailTask}), or only the models that
 * failed.
 */
public interface FailurePolicy {
  /**
   * Handles a run that failed as a whole or for some of its frames. Called on the worker's thread.
   *
   * @return end of the run that replaces the given one; an error in it fails the task
   */
  Completion failed(Batch batch, Completion completion);

  /**
   * Handles a run that does not end. Called on the task's thread during the run; an exception fails
   * the task.
   */
  void hung(Hang hang);

  /**
   * A run that does not end.
   *
   * @param reason a sentence
   * @param pipeline pipeline that runs
   * @param runner worker whose thread the run occupies
   */
  record Hang(String reason, FramePipeline pipeline, BatchRunner runner) {}
}
