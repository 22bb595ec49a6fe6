package io.manako.dashboard.state;

/** Counts of latencies in slots that grow by 9 %, from 1 ms to over an hour, in 800 bytes. */
final class LatencySketch {
  private static final double SLOTS_PER_DOUBLING = 8;
  private static final int SLOTS = 200;

  private final int[] counts = new int[SLOTS];
  private int total;

  void add(long millis) {
    double doublings = Math.log((double) Math.max(1, millis)) / Math.log(2);
    counts[(int) Math.min(SLOTS - 1L, Math.round(doublings * SLOTS_PER_DOUBLING))]++;
    total++;
  }

  void addAll(LatencySketch other) {
    for (int slot = 0; slot < SLOTS; slot++) {
      counts[slot] += other.counts[slot];
    }
    total += other.total;
  }

  /** Returns the latency in ms that the fraction {@code q} does not exceed; −1 if there is none. */
  long quantile(double q) {
    long rank = Math.max(1, (long) Math.ceil(q * total));
    long seen = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      seen += counts[slot];
      if (seen >= rank) {
        return Math.round(Math.pow(2, slot / SLOTS_PER_DOUBLING));
      }
    }
    return -1;
  }
}
