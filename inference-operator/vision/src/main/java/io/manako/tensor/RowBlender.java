package io.manako.tensor;

/**
 * Blends two rows of bytes into one of floats, which is the part of resizing that gains from
 * vectors.
 */
@FunctionalInterface
public interface RowBlender {
  /**
   * Writes {@code a + (b − a) · weight} for {@code count} unsigned bytes of two rows, in single
   * precision and without fused operations, so that every implementation gives the same bits.
   *
   * @param bytes pixels of the picture
   * @param upper index of the first a
   * @param lower index of the first b
   * @param weight weight of b, 0 … 1
   * @param out target of the results from index 0
   * @param count number of bytes, at least 1
   */
  void blend(byte[] bytes, int upper, int lower, float weight, float[] out, int count);
}
