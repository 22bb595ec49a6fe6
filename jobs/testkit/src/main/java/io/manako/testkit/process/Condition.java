package io.manako.testkit.process;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for conditions that become true sooner or later. */
public final class Condition {
  private static final long POLL_MILLIS = 50;

  private Condition() {}

  /**
   * Waits for a condition.
   *
   * @param what words for the failure's message
   * @param test condition; an exception counts as false, as other processes may still be starting
   * @throws IllegalStateException if it is not true in time
   */
  public static void await(String what, Duration patience, Callable<Boolean> test)
      throws InterruptedException {
    if (!comes(patience, test)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "in %d s it did not come about that %s", patience.toSeconds(), what));
    }
  }

  /** Returns whether a condition becomes true in time. */
  public static boolean comes(Duration patience, Callable<Boolean> test)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isTrue(test)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }

  private static boolean isTrue(Callable<Boolean> test) throws InterruptedException {
    try {
      return test.call();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return false;
    }
  }
}
