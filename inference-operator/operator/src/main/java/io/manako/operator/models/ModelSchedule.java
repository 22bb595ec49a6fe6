package io.manako.operator.models;

import io.manako.operator.StatefulPart;
import io.manako.operator.Subtask;
import io.manako.operator.batch.FrameObserver;
import io.manako.operator.batch.LoadedModels;
import java.time.Instant;
import java.util.List;

/**
 * Decides which models process which frames, and owns these models. Each operator has one schedule;
 * all methods but {@link #close} are for the task's thread.
 */
public interface ModelSchedule extends AutoCloseable {
  /** Parts with state, which are initialized before {@link #open}. */
  default List<StatefulPart> state() {
    return List.of();
  }

  /**
   * Opens models.
   *
   * @return the models to begin with
   * @throws org.apache.flink.runtime.execution.SuppressRestartsException if a model or device is
   *     missing
   */
  LoadedModels open(Subtask subtask);

  /** Observers that come with these models, such as a shadow. Called after {@link #open}. */
  default List<FrameObserver> observers() {
    return List.of();
  }

  /**
   * Notes that a record begins: no models are freed until it ends, because its frames may be in
   * their batches.
   */
  default void recordStarted() {}

  /** Notes that all frames of the record are in a batch or have ended. */
  default void recordEnded() {}

  /**
   * The models for frames of an event time.
   *
   * @throws InterruptedException if the task is cancelled while it waits for them to be loaded
   */
  LoadedModels at(Instant eventTime) throws InterruptedException;

  /**
   * Notes that a watermark has passed: no earlier frame will come, and the results of all frames
   * have been emitted.
   *
   * @param eventMillis event time of the watermark, ms since the epoch
   */
  default void watermarkPassed(long eventMillis) {}

  /** Stops the loading of models before they are freed. May be called more than once. */
  default void stop() {}

  /** Frees all models. Called when nothing runs any more, possibly on another thread. */
  @Override
  void close();
}
