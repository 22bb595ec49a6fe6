package io.manako.tensor;

/** Blends two rows of bytes into one of floats: the part of resizing that pays in vectors. */
@FunctionalInterface
public interface RowBlender {
  /**
   * Writes {@code a + (b − a) · weight} for {@code count} bytes of two rows, unsigned, in single
   * precision and without fused operations, so that every implementation gives the same bits.
   *
   * @param bytes of the picture
   * @param upper index of the first a
   * @param lower index of the first b
   * @param weight of b, 0 … 1
   * @param out takes the results from index 0
   * @param count of bytes, at least 1
   */
  void blend(byte[] bytes, int upper, int lower, float weight, float[] out, int count);
}
