package io.manako.track.eval;

/** Quotients of counts. */
final class Ratio {
  private Ratio() {}

  /** The quotient, 0 where there is nothing to divide by. */
  static double of(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
