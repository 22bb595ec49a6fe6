package io.manako.graph.operation;

/** The error function, by its series: Abramowitz and Stegun, "Handbook", equation 7.1.6. */
final class ErrorFunction {
  /** Number from which single precision holds no number between the function and 1. */
  private static final double ONE_FROM = 4;

  private ErrorFunction() {}

  /** Returns 2 / √π · ∫ e^(−t²) from 0 to x, with an error far below single precision. */
  static double of(double x) {
    if (!(Math.abs(x) < ONE_FROM)) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    double square = x * x;
    double term = x;
    double sum = x;
    // All terms have one sign, so nothing cancels.
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * square / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-square) * sum;
  }
}
