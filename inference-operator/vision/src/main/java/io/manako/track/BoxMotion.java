package io.manako.track;

import io.manako.detect.Box;

/**
 * Position and motion of a box: centre, width over height, and height, each with its rate per
 * nominal frame interval. Deviations grow with the height, as in DeepSORT (Wojke et al., ICIP 2017,
 * section 2.1); the numbers are fitted to boxes of detectors, whose height and centre jitter more
 * than people swerve.
 *
 * @param centreX horizontal centre in pixels
 * @param centreY vertical centre in pixels
 * @param aspect width over height
 * @param height height in pixels
 */
public record BoxMotion(
    AxisEstimate centreX, AxisEstimate centreY, AxisEstimate aspect, AxisEstimate height) {
  private static final double POSITION_WEIGHT = 0.03;
  private static final double RATE_WEIGHT = 0.004;
  private static final double MEASUREMENT_WEIGHT = 0.07;

  /** Deviation of an unknown rate over that of its walk. */
  private static final double UNKNOWN_RATE = 10;

  private static final double ASPECT_DEVIATION = 1e-2;
  private static final double ASPECT_RATE_DEVIATION = 1e-5;
  private static final double ASPECT_MEASUREMENT_DEVIATION = 3e-2;

  /** Height in pixels below which a prediction cannot fall. */
  private static final double LEAST_HEIGHT = 1;

  static BoxMotion first(Box box) {
    double h = measuredHeight(box);
    double position = MEASUREMENT_WEIGHT * h;
    double rate = UNKNOWN_RATE * RATE_WEIGHT * h;
    return new BoxMotion(
        AxisEstimate.first(centreX(box), position, rate),
        AxisEstimate.first(centreY(box), position, rate),
        AxisEstimate.first(box.width() / h, ASPECT_DEVIATION, ASPECT_RATE_DEVIATION),
        AxisEstimate.first(h, position, rate));
  }

  /** Returns the motion after a time in nominal frame intervals. */
  BoxMotion after(double time) {
    double h = Math.max(height.value(), LEAST_HEIGHT);
    double position = POSITION_WEIGHT * h;
    double rate = RATE_WEIGHT * h;
    return new BoxMotion(
        centreX.after(time, position, rate),
        centreY.after(time, position, rate),
        aspect.after(time, ASPECT_DEVIATION, ASPECT_RATE_DEVIATION),
        height.after(time, position, rate));
  }

  /** Returns the motion after a detection of the box. */
  BoxMotion seen(Box box) {
    double h = measuredHeight(box);
    double position = MEASUREMENT_WEIGHT * Math.max(height.value(), LEAST_HEIGHT);
    return new BoxMotion(
        centreX.measured(centreX(box), position),
        centreY.measured(centreY(box), position),
        aspect.measured(box.width() / h, ASPECT_MEASUREMENT_DEVIATION),
        height.measured(h, position));
  }

  /**
   * Returns the same motion with a constant size, which is assumed while the box is out of sight.
   */
  BoxMotion ofConstantSize() {
    return new BoxMotion(centreX, centreY, aspect.still(), height.still());
  }

  /** Returns the most likely box in pixels. */
  public Box box() {
    double h = Math.max(height.value(), LEAST_HEIGHT);
    double w = Math.max(aspect.value(), 0) * h;
    return new Box(
        (float) (centreX.value() - w / 2), (float) (centreY.value() - h / 2), (float) w, (float) h);
  }

  private static double measuredHeight(Box box) {
    return Math.max(box.height(), LEAST_HEIGHT);
  }

  private static double centreX(Box box) {
    return box.x() + box.width() / 2.0;
  }

  private static double centreY(Box box) {
    return box.y() + box.height() / 2.0;
  }
}
