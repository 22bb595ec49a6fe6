package io.manako.track;

/**
 * A Kalman filter's estimate of one quantity and its rate, with their covariance. In the
 * constant-velocity model of SORT (Bewley et al., ICIP 2016, section 3.2) and DeepSORT (Wojke et
 * al., ICIP 2017, section 2.1) the noises are diagonal and no quantity drives another, so the
 * 8-dimensional filter falls into four of these, exactly.
 *
 * @param value the quantity
 * @param rate its change per unit of time
 * @param valueVariance of the value
 * @param covariance of value and rate
 * @param rateVariance of the rate
 */
public record AxisEstimate(
    double value, double rate, double valueVariance, double covariance, double rateVariance) {

  /** A first measurement: the rate is 0, the deviations say how little that means. */
  static AxisEstimate first(double value, double deviation, double rateDeviation) {
    return new AxisEstimate(value, 0, deviation * deviation, 0, rateDeviation * rateDeviation);
  }

  /**
   * The estimate after a time. Value and rate wander as random walks in continuous time, so two
   * short steps equal a long one.
   *
   * @param time at least 0
   * @param deviation of the value's walk in a unit of time
   * @param rateDeviation of the rate's walk in a unit of time
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

  /** The estimate after a measurement of the value (Kalman 1960). */
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

  /** The same value, held still. */
  AxisEstimate still() {
    return new AxisEstimate(value, 0, valueVariance, covariance, rateVariance);
  }
}
