package io.manako.track.eval;

/** Quotient of counts. */
final class Ratio {
  private Ratio() {}

  /** Returns the quotient, or 0 if the divisor is 0. */
  static double of(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
