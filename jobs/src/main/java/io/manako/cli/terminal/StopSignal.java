package io.manako.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C as a flag: a command asks {@link #requested} in its loop, ends as usual, and only then the
 * JVM goes. A command that does not end within 20 seconds is cut off.
 */
public final class StopSignal {
  private static final long PATIENCE_SECONDS = 20;
  private static final long LOOK_MILLIS = 200;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private StopSignal() {}

  /** Listens from now on. */
  public static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop-signal"));
    return signal;
  }

  /** Whether the user asked the command to stop. */
  public boolean requested() {
    return requested.getCount() == 0;
  }

  /** Waits until the user asks. */
  public void await() throws InterruptedException {
    requested.await();
  }

  /** Waits until the user asks or something else has ended. */
  public void await(BooleanSupplier ended) throws InterruptedException {
    while (!ended.getAsBoolean() && !requested.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      // Nothing to do in between.
    }
  }

  /** The command has cleaned up; the JVM may go. */
  public void finished() {
    finished.countDown();
  }

  private void stop() {
    requested.countDown();
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("manako: stopped without a clean end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
