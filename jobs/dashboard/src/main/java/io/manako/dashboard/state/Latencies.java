package io.manako.dashboard.state;

import java.util.Arrays;

/** Latencies of a camera's last {@value #MOST} frames. Instances are not thread-safe. */
final class Latencies {
  private static final int MOST = 64;

  private final long[] millis = new long[MOST];
  private long added;

  void add(long latencyMillis) {
    millis[(int) (added++ % MOST)] = latencyMillis;
  }

  /** Median in ms; −1 if there is none. */
  long median() {
    int size = (int) Math.min(added, MOST);
    if (size == 0) {
      return -1;
    }
    long[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    return sorted[size / 2];
  }
}
