package io.manako.image;

import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Kills a decoder's process that takes too long or too much. */
final class Overseer implements AutoCloseable {
  private static final long LOOK_MILLIS = 20;

  private final Isolation isolation;
  private final ScheduledThreadPoolExecutor clock;

  // Guarded by this.
  private @Nullable DecoderProcess watched;
  private long deadline;
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

  /** From now on a process must answer in this time. */
  synchronized void watch(DecoderProcess process, long millis) {
    watched = process;
    timeoutMillis = millis;
    deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** It has answered. */
  synchronized void rest() {
    watched = null;
  }

  private synchronized void look() {
    DecoderProcess process = watched;
    if (process == null) {
      return;
    }
    if (System.nanoTime() - deadline > 0) {
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
