package io.manako.track;

/** Check of options that are fractions. */
final class Fraction {
  private Fraction() {}

  /**
   * Checks that a value is 0 … 1.
   *
   * @throws IllegalArgumentException with a sentence that names the option and the value
   */
  static void require(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + ", it must be 0 … 1");
    }
  }
}
