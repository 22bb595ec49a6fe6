package io.manako.engine.kernel;

/**
 * Operation of a convolution on a sum before it is stored. The order is that of the generator's
 * enum, because tiles receive the ordinal.
 */
public enum Epilogue {
  /** Leaves the sum unchanged. */
  NONE,
  /** max(x, 0) on the bits: a NaN becomes 0 if its sign bit is set; otherwise, it stays NaN. */
  RELU,
  /**
   * min(max(x, 0), 6) on the bits: a NaN becomes 0 if its sign bit is set; otherwise, it becomes 6.
   */
  RELU6,
  /**
   * min(max(x / 6 + 1/2, 0), 1) on the bits: a NaN becomes 0 if its sign bit is set; otherwise, it
   * becomes 1.
   */
  HARD_SIGMOID,
  /** x · {@link #HARD_SIGMOID}(x); a NaN stays NaN, minus infinity becomes NaN (∞ · 0). */
  HARD_SWISH,
  /** Adds the value at the same place of another map. */
  RESIDUAL
}
