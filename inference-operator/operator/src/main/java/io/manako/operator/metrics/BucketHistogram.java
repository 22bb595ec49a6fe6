package io.manako.operator.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * A histogram in Prometheus's form, which can be summed over subtasks: {@code le_bucket} with the
 * label {@code le} (number of values up to and including that bound), {@code sum} and {@code
 * count}, all of them since the task's start. Flink's own histograms are quantiles of the latest
 * values, and the quantiles of several subtasks cannot be combined.
 *
 * <p>One thread records; any thread reads. Recording allocates nothing.
 */
final class BucketHistogram {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Rising upper bounds of the buckets, inclusive. */
  private final long[] bounds;

  /** Recorded units in one reported unit, such as nanoseconds in a second. */
  private final double unit;

  /**
   * Number of values in each bucket, number beyond all bounds, and the bits of the reported sum.
   */
  private final AtomicLongArray counts;

  private BucketHistogram(double[] bounds, double unit) {
    this.unit = unit;
    this.bounds = new long[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      this.bounds[i] = Math.round(bounds[i] * unit);
    }
    this.counts = new AtomicLongArray(bounds.length + 2);
  }

  /** Returns a histogram that records nanoseconds and reports seconds. */
  static BucketHistogram ofSeconds(double... bounds) {
    return new BucketHistogram(bounds, NANOS_PER_SECOND);
  }

  /** Returns a histogram that records and reports plain numbers. */
  static BucketHistogram ofNumbers(double... bounds) {
    return new BucketHistogram(bounds, 1);
  }

  /** Counts a value; a negative value counts as 0. */
  void record(long value) {
    long counted = Math.max(0, value);
    int bucket = 0;
    while (bucket < bounds.length && counted > bounds[bucket]) {
      bucket++;
    }
    // With a single writer an ordered write is enough.
    counts.lazySet(bucket, counts.get(bucket) + 1);
    counts.lazySet(bounds.length + 1, Double.doubleToRawLongBits(sum() + counted / unit));
  }

  /** Sum in reported units: the nanoseconds of a few old frames would overflow a long. */
  private double sum() {
    return Double.longBitsToDouble(counts.get(bounds.length + 1));
  }

  /** Registers everything in a group, whose name is the histogram's. */
  void register(MetricGroup group) {
    for (int i = 0; i <= bounds.length; i++) {
      int last = i;
      Gauge<Long> upTo = () -> upTo(last);
      group.addGroup("le", bound(i)).gauge("bucket", upTo);
    }
    Gauge<Long> count = () -> upTo(bounds.length);
    group.gauge("count", count);
    Gauge<Double> sum = this::sum;
    group.gauge("sum", sum);
  }

  private String bound(int bucket) {
    return bucket == bounds.length ? "+Inf" : Double.toString(bounds[bucket] / unit);
  }

  private long upTo(int last) {
    long total = 0;
    for (int i = 0; i <= last; i++) {
      total += counts.get(i);
    }
    return total;
  }
}
