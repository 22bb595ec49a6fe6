package io.manako.operator.models;

import io.manako.operator.batch.LoadedModels;
import java.time.Instant;

/** Which models answer which frames. For the task's thread, but for {@link #close}. */
public interface ModelSchedule extends AutoCloseable {
  /** The models to begin with. */
  LoadedModels first();

  /**
   * The models for frames of an event time. What was answered before is not freed while a record is
   * decoded.
   *
   * @throws InterruptedException if the task is cancelled while it waits for them to be loaded
   */
  LoadedModels at(Instant eventTime) throws InterruptedException;

  /** Frees all models. Called once, when nothing runs any more. */
  @Override
  void close();

  /** The same models for all frames. */
  record Fixed(LoadedModels lane) implements ModelSchedule {
    @Override
    public LoadedModels first() {
      return lane;
    }

    @Override
    public LoadedModels at(Instant eventTime) {
      return lane;
    }

    @Override
    public void close() {
      lane.close();
    }
  }
}
