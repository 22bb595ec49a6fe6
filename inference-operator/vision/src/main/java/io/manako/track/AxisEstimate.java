package io.manako.track;

/**
 * Estimate of one quantity and its rate by a Kalman filter, with their covariance. In the
 * constant-velocity model of SORT (Bewley et al., ICIP 2016, section 3.2) and DeepSORT (Wojke et
 * al., ICIP 2017, section 2.1) the noises are diagonal and no quantity drives another, so the
 * 8-dimensional filter falls exactly into four of these.
 *
 * @param value the quantity
 * @param rate change of the quantity per unit of time
 * @param valueVariance variance of the value
 * @param covariance covariance of value and rate
 * @param rateVariance variance of the rate
 */
public record AxisEstimate(
    double value, double rate, double valueVariance, double covariance, double rateVariance) {

  /**
   * Returns the estimate after a first measurement: the rate is 0, and the deviations state how
   * uncertain value and rate are.
   */
  static AxisEstimate first(double value, double deviation, double rateDeviation) {
    return new AxisEstimate(value, 0, deviation * deviation, 0, rateDeviation * rateDeviation);
  }

  /**
   * Returns the estimate after a time. Value and rate change as random walks in continuous time, so
   * two short steps equal a long one.
   *
   * @param time elapsed time, at least 0
   * @param deviation deviation of the value's walk in a unit of time
   * @param rateDeviation deviation of the rate's walk in a unit of time
   */
  AxisEstimate after(double time, double deviation, double rateDeviation) {
    double q = deviation * deviation;
    double r = rateDeviation * rateDeviation;
    double square = time * time;
    return new AxisEstimate(
        value + time * rate,
        rate,
        valueVariance
            + 2 * time * covariance
            + square * rateVariance
            + q * time
            + r * square * time / 3,
        covariance + time * rateVariance + r * square / 2,
        rateVariance + r * time);
  }

  /** Returns the estimate after a measurement of the value (Kalman 1960). */
  AxisEstimate measured(double measurement, double deviation) {
    double total = valueVariance + deviation * deviation;
    double gain = valueVariance / total;
    double rateGain = covariance / total;
    double innovation = measurement - value;
    return new AxisEstimate(
        value + gain * innovation,
        rate + rateGain * innovation,
        (1 - gain) * valueVariance,
        (1 - gain) * covariance,
        rateVariance - rateGain * covariance);
  }

  /** Returns the same value with a rate of 0. */
  AxisEstimate still() {
    return new AxisEstimate(value, 0, valueVariance, covariance, rateVariance);
  }
}
