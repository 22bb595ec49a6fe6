package io.manako.graph;

/** Converts IEEE 754 binary16, for which Java 17 has no conversion of its own. */
public final class HalfPrecision {
  private HalfPrecision() {}

  /** Returns the same number in single precision, exactly. */
  public static float toFloat(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
