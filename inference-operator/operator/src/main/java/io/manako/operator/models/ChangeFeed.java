package io.manako.operator.models;

import java.io.Serializable;
import java.util.List;

/**
 * Where changes of models come from. It travels with the job, and each subtask opens one of its
 * own: what is known before the first frame decides about it, so a feed begins with everything that
 * was published by then, also after a restart.
 */
@FunctionalInterface
public interface ChangeFeed extends Serializable {
  /**
   * Begins to listen. What was published before is in the answer; the listener gets the rest.
   *
   * @param listener called on a thread of the feed's, until the subscription is closed
   */
  Subscription open(Listener listener);

  /** Whoever takes changes. */
  interface Listener {
    /** A change has come. */
    void changed(ModelChange change);

    /** No more will come. */
    void failed(RuntimeException cause);
  }

  /** A feed that is open. */
  interface Subscription extends AutoCloseable {
    /** What was published before and is still kept, by the times from which it holds. */
    List<ModelChange> known();

    @Override
    void close();
  }
}
