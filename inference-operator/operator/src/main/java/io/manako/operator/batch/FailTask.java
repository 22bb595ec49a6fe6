package io.manako.operator.batch;

import java.util.Locale;
import org.apache.flink.api.common.operators.MailboxExecutor;

/**
 * Fails the task when a run fails as a whole, or hangs. A restart opens the models anew.
 *
 * <p>The thread of a run that hangs cannot be ended, nor can its memory be freed. So one hung run
 * too many ends the process.
 *
 * @param mailbox mailbox of the task
 */
public record FailTask(MailboxExecutor mailbox) implements FailurePolicy {
  /** Number of hung runs, each with its models' memory, that a process tolerates. */
  private static final int MOST_HUNG = 2;

  @Override
  public Completion failed(Batch batch, Completion completion) {
    return completion;
  }

  @Override
  public void hung(Hang hang) {
    hang.pipeline().abandon();
    hang.runner().giveUp();
    long hanging = BatchRunner.hanging();
    if (hanging <= MOST_HUNG) {
      throw new IllegalStateException(hang.reason());
    }
    // An exception of a timer fails the task; an error of a mail reaches Flink, which ends the JVM.
    mailbox.execute(
        () -> {
          throw tooManyHang(hang.reason(), hanging);
        },
        "End a process in which too much hangs");
  }

  private static InternalError tooManyHang(String reason, long hanging) {
    return new InternalError(
        String.format(
            Locale.ROOT,
            "%s. %d runs hang in this process and hold their memory, so it ends; whoever started it"
                + " should start it again",
            reason,
            hanging));
  }
}
