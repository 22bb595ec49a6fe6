package io.manako.chaos.load;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Growth of a quantity over a run: the median of the slopes between all pairs of samples (Theil
 * 1950, Sen 1968), times the run's length. Up to 29 % of the samples may be off by any amount.
 */
final class Trend {
  private Trend() {}

  /**
   * Returns the growth from the first sample to the last, in the quantity's unit.
   *
   * @param samples three or more, in the order of time
   */
  static double growth(List<Vitals> samples, ToLongFunction<Vitals> quantity) {
    int count = samples.size();
    if (count < 3) {
      throw new IllegalArgumentException(count + " samples show no trend; it takes three");
    }
    double[] slopes = new double[count * (count - 1) / 2];
    int n = 0;
    for (int late = 1; late < count; late++) {
      for (int early = 0; early < late; early++) {
        Vitals from = samples.get(early);
        Vitals to = samples.get(late);
        slopes[n++] =
            (quantity.applyAsLong(to) - quantity.applyAsLong(from))
                / (double) (to.atNanos() - from.atNanos());
      }
    }
    long length = samples.get(count - 1).atNanos() - samples.get(0).atNanos();
    return median(slopes) * length;
  }

  /** Returns the middle value, or the mean of the two in the middle. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
