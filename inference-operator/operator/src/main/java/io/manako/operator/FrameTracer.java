package io.manako.operator;

import java.io.Serializable;

/**
 * Traces the result of every frame when the operator emits it. Called on the task's thread, so a
 * tracer must neither wait nor throw.
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

  /** Takes a result; {@link FrameResult.Timing#marks} has the times of its steps. */
  void ended(FrameResult result);

  /** Exports what is held, within seconds. Called once, also when the task is cancelled. */
  @Override
  void close();

  /** Opens tracers on the TaskManager. The provider travels with the job. */
  @FunctionalInterface
  interface Provider extends Serializable {
    /** A tracer for one subtask. */
    FrameTracer open();
  }
}
