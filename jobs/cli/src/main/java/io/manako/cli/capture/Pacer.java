package io.manako.cli.capture;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Holds frames back until they are due. Its clock starts when it is made, so that should be when
 * the {@link Camera} starts, not when its connection stands: the difference would look like delay.
 */
public final class Pacer {
  /** A stop is noticed within this time. */
  private static final long NAP_NANOS = 100_000_000;

  private final boolean realtime;
  private final long start = System.nanoTime();

  /** Paces by the source's clock, or not at all. */
  public Pacer(boolean realtime) {
    this.realtime = realtime;
  }

  /** Waits until a frame is due or {@code stop} says so. */
  public void await(long ptsNanos, BooleanSupplier stop) {
    if (!realtime) {
      return;
    }
    long left = ptsNanos - (System.nanoTime() - start);
    while (left > 0 && !stop.getAsBoolean()) {
      LockSupport.parkNanos(Math.min(left, NAP_NANOS));
      left = ptsNanos - (System.nanoTime() - start);
    }
  }
}
