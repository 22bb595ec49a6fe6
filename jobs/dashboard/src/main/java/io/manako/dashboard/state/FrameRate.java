package io.manako.dashboard.state;

import java.util.Arrays;

/** Frame rate over the last ten seconds. Instances are not thread-safe. */
final class FrameRate {
  private static final int SECONDS = 10;

  private final int[] counts = new int[SECONDS];
  private final long[] seconds = new long[SECONDS];
  private long first = Long.MAX_VALUE;

  FrameRate() {
    Arrays.fill(seconds, -1);
  }

  void add(long atMillis) {
    long second = Math.floorDiv(atMillis, 1000L);
    int slot = (int) Math.floorMod(second, (long) SECONDS);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      counts[slot] = 0;
    }
    counts[slot]++;
    first = Math.min(first, second);
  }

  double perSecond(long nowMillis) {
    long now = Math.floorDiv(nowMillis, 1000L);
    long sum = 0;
    for (int slot = 0; slot < SECONDS; slot++) {
      sum += seconds[slot] > now - SECONDS && seconds[slot] <= now ? counts[slot] : 0;
    }
    return sum / (double) Math.min(SECONDS, Math.max(1, now - first + 1));
  }
}
