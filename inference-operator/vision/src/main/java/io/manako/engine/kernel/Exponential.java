package io.manako.engine.kernel;

/** The constants of {@link ScalarKernels#exp}, shared with the vector form. */
final class Exponential {
  private Exponential() {}

  static final float LOWEST = -87f;
  static final float HIGHEST = 88f;
  static final float LOG2E = 1.44269504f;

  /** 1.5 · 2²³: adding it rounds to the nearest integer, which then is the low bits. */
  static final float ROUNDER = 12582912f;

  /** ln 2 in two parts; the first has so few bits that n times it is exact. */
  static final float LN2_HIGH = 0.693359375f;

  static final float LN2_LOW = -2.12194440e-4f;
  static final float C0 = 1.9875691500e-4f;
  static final float C1 = 1.3981999507e-3f;
  static final float C2 = 8.3334519073e-3f;
  static final float C3 = 4.1665795894e-2f;
  static final float C4 = 1.6666665459e-1f;
  static final float C5 = 5.0000001201e-1f;
}
