package io.manako.operator.batch;

import io.manako.operator.FrameResult;
import io.manako.operator.Subtask;
import io.manako.operator.metrics.InferenceMetrics;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The task's thread as batches see it: timers, mails and output.
 *
 * @param subtask subtask that the thread works for
 * @param output receiver of results in the order of their frames
 * @param metrics metrics of the models whose batches these are
 */
public record TaskThread(Subtask subtask, Consumer<FrameResult> output, InferenceMetrics metrics) {

  MailboxExecutor mailbox() {
    return subtask.mailbox();
  }

  boolean takesTurns() {
    return subtask.overlap() == Subtask.Overlap.IN_TURNS;
  }

  /** Processing time, ms since the epoch. */
  long now() {
    return subtask.clock().getCurrentProcessingTime();
  }

  ScheduledFuture<?> after(long millis, Runnable action) {
    return subtask.clock().registerTimer(now() + millis, time -> action.run());
  }

  static void cancel(@Nullable ScheduledFuture<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Emits the result of a frame that waits for no other. */
  public void emit(PendingFrame frame) {
    frame.taken(metrics);
    emitTaken(frame);
  }

  void emitTaken(PendingFrame frame) {
    frame.ended(metrics, now());
    output.accept(frame.requireResult());
  }
}
