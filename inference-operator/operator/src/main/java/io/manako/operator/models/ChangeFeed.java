package io.manako.operator.models;

import java.io.Serializable;
import java.util.List;

/**
 * Source of model changes. The feed travels with the job, and each subtask opens its own. Changes
 * that are known before the first frame apply to that frame, so a feed begins with all changes that
 * were published by then, also after a restart.
 */
@FunctionalInterface
public interface ChangeFeed extends Serializable {
  /**
   * Begins to listen. The subscription has the changes that were published before; the listener
   * gets the later ones.
   *
   * @param listener receiver that a thread of the feed calls until the subscription is closed
   */
  Subscription open(Listener listener);

  /** Receiver of changes. */
  interface Listener {
    /** Takes a change. */
    void changed(ModelChange change);

    /** Notes that the feed is broken and ends. */
    void failed(RuntimeException cause);
  }

  /** A feed that is open. */
  interface Subscription extends AutoCloseable {
    /** Changes that were published before and are still kept, by rising event time of effect. */
    List<ModelChange> known();

    @Override
    void close();
  }
}
