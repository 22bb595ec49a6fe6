package io.manako.local.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a flag: a command checks {@link #requested} in its loop and ends as usual, and
 * only then the JVM exits. A command that does not end within 20 seconds is cut off.
 */
public final class StopSignal {
  private static final long PATIENCE_SECONDS = 20;
  private static final long LOOK_MILLIS = 200;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private volatile boolean failed;

  private StopSignal() {}

  /** Listens from now on. */
  public static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop-signal"));
    return signal;
  }

  /** Returns whether the user asked the command to stop. */
  public boolean requested() {
    return requested.getCount() == 0;
  }

  /** Waits until the user asks. */
  public void await() throws InterruptedException {
    requested.await();
  }

  /**
   * Waits a moment, or shorter if the user asks meanwhile.
   *
   * @return true if the user has asked
   */
  public boolean awaitAMoment() throws InterruptedException {
    return requested.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Notes that the command did not complete its work: the exit code is 1, not a signal's. */
  public void failed() {
    failed = true;
  }

  /** Notes that the command has cleaned up and printed its last line; the JVM may exit. */
  public void finished() {
    finished.countDown();
  }

  private void stop() {
    requested.countDown();
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("manako: stopped without a clean end");
      }
      if (failed) {
        // A JVM that ends by a signal has that signal's exit code, whatever its program returns.
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
