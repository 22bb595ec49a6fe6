package io.manako.cli.demo;

import java.time.Duration;

/** Counts of latencies, exact to 1 ms up to a minute, of constant size. Not thread-safe. */
public final class LatencyHistogram {
  private static final int MAX_MILLIS = 60_000;

  private final long[] counts = new long[MAX_MILLIS + 1];
  private long total;

  /** Counts one; negative ones count as 0, those over a minute as a minute. */
  public void add(long millis) {
    counts[(int) Math.max(0, Math.min(millis, MAX_MILLIS))]++;
    total++;
  }

  /** How many were added. */
  public long size() {
    return total;
  }

  /**
   * The smallest latency that at least the fraction {@code q} of all does not exceed; zero if there
   * are none.
   */
  public Duration quantile(double q) {
    long rank = (long) Math.ceil(q * total);
    long seen = 0;
    for (int millis = 0; millis <= MAX_MILLIS; millis++) {
      seen += counts[millis];
      if (seen >= rank && seen > 0) {
        return Duration.ofMillis(millis);
      }
    }
    return Duration.ZERO;
  }
}
