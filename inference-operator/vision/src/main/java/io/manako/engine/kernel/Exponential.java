package io.manako.engine.kernel;

/** Constants of {@link ScalarKernels#exp}, which the vector form shares. */
final class Exponential {
  private Exponential() {}

  static final float LOWEST = -87f;
  static final float HIGHEST = 88f;
  static final float LOG2E = 1.44269504f;

  /** 1.5 · 2²³: adding it rounds a float to the nearest integer, which the low bits then hold. */
  static final float ROUNDER = 12582912f;

  /**
   * High part of ln 2, which is {@code LN2_HIGH + LN2_LOW}. The high part has so few bits that its
   * product with n is exact.
   */
  static final float LN2_HIGH = 0.693359375f;

  static final float LN2_LOW = -2.12194440e-4f;
  static final float C0 = 1.9875691500e-4f;
  static final float C1 = 1.3981999507e-3f;
  static final float C2 = 8.3334519073e-3f;
  static final float C3 = 4.1665795894e-2f;
  static final float C4 = 1.6666665459e-1f;
  static final float C5 = 5.0000001201e-1f;
}
