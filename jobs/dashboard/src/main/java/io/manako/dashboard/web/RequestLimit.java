package io.manako.dashboard.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Allows each address a number of requests a second, and twice as many at once. Instances are
 * thread-safe.
 */
final class RequestLimit {
  private static final int MOST_ADDRESSES = 1_000;

  private final double perSecond;
  private final LongSupplier clock;
  private final Map<String, Bucket> buckets = new Buckets();

  /**
   * Creates a limit.
   *
   * @param perSecond requests a second for each address, above 0
   * @param clock clock in milliseconds
   */
  RequestLimit(double perSecond, LongSupplier clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  private record Bucket(double left, long atMillis) {}

  /** Addresses of the last requests. */
  private static final class Buckets extends LinkedHashMap<String, Bucket> {
    private static final long serialVersionUID = 1L;

    Buckets() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > MOST_ADDRESSES;
    }
  }

  /** Whether an address may send one more request. */
  synchronized boolean allows(String address) {
    long now = clock.getAsLong();
    Bucket before = buckets.getOrDefault(address, new Bucket(2 * perSecond, now));
    double filled = before.left + perSecond * Math.max(0, now - before.atMillis) / 1000;
    double left = Math.min(2 * perSecond, filled);
    boolean allowed = left >= 1;
    buckets.put(address, new Bucket(allowed ? left - 1 : left, now));
    return allowed;
  }

  synchronized int size() {
    return buckets.size();
  }
}
