package io.manako.cli.demo;

import java.time.Duration;

/**
 * Histogram of latencies, exact to 1 ms up to a minute and to 1 s up to a day, of constant size.
 * Instances are not thread-safe.
 */
public final class LatencyHistogram {
  private static final int FINE_MILLIS = 60_000;
  private static final long DAY_SECONDS = 86_400;

  private final long[] counts = new long[slot(DAY_SECONDS * 1000) + 1];
  private long total;

  /** Counts a latency; negative ones count as 0, those over a day as a day. */
  public void add(long millis) {
    counts[slot(Math.max(0, Math.min(millis, DAY_SECONDS * 1000)))]++;
    total++;
  }

  /**
   * Returns the slot: one for each millisecond of the first minute, then one for each second,
   * rounded up.
   */
  private static int slot(long millis) {
    return (int) (millis <= FINE_MILLIS ? millis : FINE_MILLIS + (millis + 999) / 1000 - 60);
  }

  private static long millis(int slot) {
    return slot <= FINE_MILLIS ? slot : (slot - FINE_MILLIS + 60L) * 1000;
  }

  /** Returns the number of latencies. */
  public long size() {
    return total;
  }

  /**
   * Returns the smallest latency that at least the fraction {@code q} of all does not exceed; zero
   * if there are none.
   */
  public Duration quantile(double q) {
    long rank = (long) Math.ceil(q * total);
    long seen = 0;
    for (int slot = 0; slot < counts.length; slot++) {
      seen += counts[slot];
      if (seen >= rank && seen > 0) {
        return Duration.ofMillis(millis(slot));
      }
    }
    return Duration.ZERO;
  }
}
