package io.manako.operator.models;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes changes from the feed's thread to the task's thread.
 *
 * @param mailbox mailbox of the task
 * @param receiver receiver of changes on the task's thread
 */
record ChangeMails(MailboxExecutor mailbox, Consumer<ModelChange> receiver)
    implements ChangeFeed.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeMails.class);

  @Override
  public void changed(ModelChange change) {
    send(() -> receiver.accept(change));
  }

  @Override
  public void failed(RuntimeException cause) {
    send(
        () -> {
          throw cause;
        });
  }

  private void send(ThrowingRunnable<Exception> mail) {
    try {
      mailbox.execute(mail, "Take a change of models");
    } catch (RejectedExecutionException e) {
      LOG.debug("The task is closing: a change of models is left to its next attempt");
    }
  }
}
