package io.manako.testkit.process;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Something that comes true sooner or later. */
public final class Condition {
  private static final long POLL_MILLIS = 50;

  private Condition() {}

  /**
   * Waits for it.
   *
   * @param what in words, for the complaint
   * @param test may throw while others are not there yet; then it is not true yet
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

  /** Whether it comes true in time. */
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
