package io.manako.operator.models;

import io.manako.operator.batch.Lane;
import java.time.Instant;

/** Which models answer which frames. For the task's thread, but for {@link #close}. */
public interface LaneChoice extends AutoCloseable {
  /** The models to begin with. */
  Lane first();

  /**
   * The models for frames of an event time. What was answered before is not freed while a record is
   * decoded.
   *
   * @throws InterruptedException if the task is cancelled while it waits for them to be loaded
   */
  Lane at(Instant eventTime) throws InterruptedException;

  /** Frees all models. Called once, when nothing runs any more. */
  @Override
  void close();

  /** The same models for all frames. */
  record Fixed(Lane lane) implements LaneChoice {
    @Override
    public Lane first() {
      return lane;
    }

    @Override
    public Lane at(Instant eventTime) {
      return lane;
    }

    @Override
    public void close() {
      lane.close();
    }
  }
}
