package io.manako.operator.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * A histogram as Prometheus has it, which can be added up over subtasks: {@code le_bucket} with the
 * label {@code le} (values up to and with that bound), {@code sum} and {@code count}, all of them
 * since the task's start. Flink's own histograms are quantiles of the last values, and those of
 * several subtasks have no common one.
 *
 * <p>One thread records, any reads. Recording allocates nothing.
 */
final class BucketHistogram {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Rising upper bounds of the buckets, inclusive. */
  private final long[] bounds;

  /** Recorded units in one reported unit, such as nanoseconds in a second. */
  private final double unit;

  /** Values in each bucket, those beyond all bounds, and the bits of the sum as reported. */
  private final AtomicLongArray counts;

  private BucketHistogram(double[] bounds, double unit) {
    this.unit = unit;
    this.bounds = new long[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      this.bounds[i] = Math.round(bounds[i] * unit);
    }
    this.counts = new AtomicLongArray(bounds.length + 2);
  }

  /** Records nanoseconds, reports seconds. */
  static BucketHistogram ofSeconds(double... bounds) {
    return new BucketHistogram(bounds, NANOS_PER_SECOND);
  }

  /** Records and reports numbers of things. */
  static BucketHistogram ofNumbers(double... bounds) {
    return new BucketHistogram(bounds, 1);
  }

  /** Counts a value; one below 0 as 0. */
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

  /** Nanoseconds of a few old frames would be too many for a long. */
  private double sum() {
    return Double.longBitsToDouble(counts.get(bounds.length + 1));
  }

  /** Registers everything in a group, which is the histogram's name. */
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
