package io.manako.operator;

import java.io.Serializable;

/**
 * Is told of every frame as its result leaves the operator, on the task's thread: so it must
 * neither wait nor throw.
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

  /** Takes a result; {@link FrameResult.Timing#marks} says when what was done. */
  void ended(FrameResult result);

  /** Passes on what it holds, within seconds. Called once, also when the task was cancelled. */
  @Override
  void close();

  /** Opens a tracer on the task manager. It travels with the job, so it must be serializable. */
  @FunctionalInterface
  interface Provider extends Serializable {
    /** A tracer for one subtask. */
    FrameTracer open();
  }
}
