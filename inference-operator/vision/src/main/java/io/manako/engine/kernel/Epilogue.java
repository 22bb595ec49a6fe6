package io.manako.engine.kernel;

/** What a convolution does with a sum before it stores it. The order is the generator's. */
public enum Epilogue {
  /** Nothing. */
  NONE,
  /** max(x, 0) on the bits: a NaN stays NaN or becomes 0, as its sign bit says. */
  RELU,
  /** min(max(x, 0), 6) on the bits: a NaN becomes 6 or 0. */
  RELU6,
  /** min(max(x / 6 + 1/2, 0), 1) on the bits: a NaN becomes 1 or 0. */
  HARD_SIGMOID,
  /** x · {@link #HARD_SIGMOID}(x); a NaN stays NaN, minus infinity becomes NaN (∞ · 0). */
  HARD_SWISH,
  /** Adds what lies at the same place of another map. */
  RESIDUAL
}
