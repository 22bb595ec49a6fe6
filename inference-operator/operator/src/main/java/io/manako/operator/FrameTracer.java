package io.manako.operator;

import java.io.Serializable;

/**
 * Traces the result of every frame when the operator emits it. The task's thread calls a tracer, so
 * it must neither wait nor throw.
 */
public interface FrameTracer extends AutoCloseable {
  /** Traces nothing. */
  FrameTracer NONE =
      new FrameTracer() {
        @Override
        public void ended(FrameResult result) {}

        @Override
        public void close() {}
      };

  /** Traces a result, whose {@link FrameResult.Timing#marks} hold the times of its steps. */
  void ended(FrameResult result);

  /** Exports all pending traces within seconds. Called once, also when the task is cancelled. */
  @Override
  void close();

  /** Opens tracers on the TaskManager. The provider travels with the job. */
  @FunctionalInterface
  interface Provider extends Serializable {
    /** Opens a tracer for one subtask. */
    FrameTracer open();
  }
}
