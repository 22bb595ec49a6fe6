package io.manako.operator.batch;

import io.manako.watch.RunWatch;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Detects a run that does not end within {@code inference.run-timeout}. For the task's thread; one
 * run at a time.
 */
final class HangWatch {
  /**
   * Factor by which the first run of models may take longer: it compiles code, or a GPU's kernels.
   */
  private static final int FIRST_RUN = 8;

  private final Duration runTimeout;
  private final TaskThread task;
  private final Consumer<String> whenHung;
  private @Nullable RunWatch watched;
  private @Nullable ScheduledFuture<?> timer;
  private int frames;
  private boolean warm;

  /**
   * Creates a watch, which waits for the first run.
   *
   * @param runTimeout time that a run gets, 1 ms or more
   * @param whenHung takes a sentence about the run that hangs, on the task's thread
   */
  HangWatch(Duration runTimeout, TaskThread task, Consumer<String> whenHung) {
    this.runTimeout = runTimeout;
    this.task = task;
    this.whenHung = whenHung;
  }

  /** Notes that other models run from now on, and have not run yet. */
  void modelsChanged() {
    warm = false;
  }

  void runStarted(int batchSize) {
    RunWatch started = new RunWatch(timeout());
    watched = started;
    frames = batchSize;
    checkLater(started);
  }

  /** Notes that a run has ended with results, so the models are warm. */
  void runEnded() {
    stop();
    warm = true;
  }

  /** Stops watching the run, for which nobody waits any more. */
  void stop() {
    TaskThread.cancel(timer);
    watched = null;
  }

  private Duration timeout() {
    return runTimeout.multipliedBy(warm ? 1 : FIRST_RUN);
  }

  private void checkLater(RunWatch watch) {
    timer = task.after(watch.stepMillis(), () -> check(watch));
  }

  private void check(RunWatch watch) {
    // A timer that was cancelled too late belongs to an earlier run.
    if (watch != watched) {
      return;
    }
    if (watch.hasExpired()) {
      whenHung.accept(reason());
    } else {
      checkLater(watch);
    }
  }

  private String reason() {
    String first = warm ? "" : String.format(Locale.ROOT, ", %d times it", FIRST_RUN);
    return String.format(
            Locale.ROOT,
            "a run of %d frames has not ended within inference.run-timeout (%d ms%s); raise it if"
                + " the",
            frames,
            timeout().toMillis(),
            first)
        + " model is that slow; otherwise the engine hangs";
  }
}
