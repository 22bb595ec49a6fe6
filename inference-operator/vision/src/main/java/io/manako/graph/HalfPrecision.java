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

  /** Returns the nearest number in half precision, ties to even. */
  public static short ofFloat(float number) {
    int sign = Float.floatToRawIntBits(number) >>> 16 & 0x8000;
    float magnitude = Math.abs(number);
    if (Float.isNaN(magnitude)) {
      return (short) (sign | 0x7e00);
    }
    // Half the distance beyond the largest number rounds to infinity.
    if (magnitude >= 65520) {
      return (short) (sign | 0x7c00);
    }
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    int fraction = (int) Math.rint(Math.scalb((double) magnitude, 10 - exponent));
    // The hidden bit of a normal number adds 1 to the exponent field, a carry another 1.
    return (short) (sign | ((exponent + 14) << 10) + fraction);
  }
}
