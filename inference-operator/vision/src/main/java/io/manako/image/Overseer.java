package io.manako.image;

import io.manako.watch.RunWatch;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Kills a decoder's process that takes too long or uses too much memory. */
final class Overseer implements AutoCloseable {
  private static final long LOOK_MILLIS = 20;

  private final Isolation isolation;
  private final ScheduledThreadPoolExecutor clock;

  // Guarded by this.
  private @Nullable DecoderProcess watched;
  private @Nullable RunWatch watch;
  private long nextStep;
  private long timeoutMillis;

  Overseer(Isolation isolation) {
    this.isolation = isolation;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "decoder overseer");
              thread.setDaemon(true);
              return thread;
            });
    ScheduledFuture<?> unused =
        clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts to watch a process, which must answer within this time, counted as {@link RunWatch}
   * does.
   */
  synchronized void watch(DecoderProcess process, long millis) {
    watched = process;
    timeoutMillis = millis;
    RunWatch started = new RunWatch(Duration.ofMillis(millis), process.pid());
    watch = started;
    awaitStep(started);
  }

  private void awaitStep(RunWatch time) {
    nextStep = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(time.stepMillis());
  }

  private boolean isOver(RunWatch time) {
    if (System.nanoTime() - nextStep < 0) {
      return false;
    }
    awaitStep(time);
    return time.hasExpired();
  }

  /** Stops watching, because the process has answered. */
  synchronized void rest() {
    watched = null;
  }

  private synchronized void look() {
    DecoderProcess process = watched;
    RunWatch time = watch;
    if (process == null || time == null) {
      return;
    }
    if (isOver(time)) {
      process.kill("gave no answer within " + timeoutMillis + " ms and was killed");
      watched = null;
    } else if (process.residentBytes() > isolation.memoryBytes()) {
      process.kill(
          String.format(
              Locale.ROOT, "took more than %d MiB and was killed", isolation.memoryBytes() >> 20));
      watched = null;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
