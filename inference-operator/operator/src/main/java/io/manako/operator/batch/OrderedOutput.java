package io.manako.operator.batch;

import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.Models;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Emits results in the order in which their frames were taken: a finished frame waits for the
 * frames before it. For the task's thread.
 */
final class OrderedOutput {
  private final TaskThread task;
  private final Deque<PendingFrame> frames = new ArrayDeque<>();

  OrderedOutput(TaskThread task) {
    this.task = task;
  }

  void take(PendingFrame frame) {
    frame.taken(task.metrics());
    frames.add(frame);
  }

  /** Emits the results of all frames before the first one without a result. */
  void emitFinished() {
    PendingFrame first = frames.peek();
    while (first != null && first.result() != null) {
      frames.remove();
      task.emitTaken(first);
      first = frames.peek();
    }
  }

  /** Ends all frames that have no result with a failure, and emits everything. */
  void failUnfinished(Models models, Failure failure) {
    for (PendingFrame frame : frames) {
      if (frame.result() == null) {
        frame.finish(frame.failed(models, FrameStatus.INFERENCE_ERROR, failure));
      }
    }
    emitFinished();
  }

  /** Number of frames taken and not yet emitted. */
  int size() {
    return frames.size();
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }
}
