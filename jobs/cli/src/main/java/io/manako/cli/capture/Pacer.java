package io.manako.cli.capture;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Holds frames back until they are due. The clock starts in the constructor, so make the pacer when
 * the {@link Camera} starts and not when its connection is up: the difference would look like
 * delay.
 */
public final class Pacer {
  /** Longest time in which a stop goes unnoticed. */
  private static final long NAP_NANOS = 100_000_000;

  private final boolean realtime;
  private final long start = System.nanoTime();

  /** Paces by the source's clock, or not at all. */
  public Pacer(boolean realtime) {
    this.realtime = realtime;
  }

  /** Waits until a frame is due or {@code stop} is true. */
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
