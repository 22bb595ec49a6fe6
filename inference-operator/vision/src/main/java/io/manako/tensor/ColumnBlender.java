package io.manako.tensor;

/** Blends and normalises the columns of an interleaved row of three channels. */
@FunctionalInterface
public interface ColumnBlender {
  /**
   * Writes {@code (l + (r − l) · weight[x] − mean[c]) · scale[c]} to {@code out[start + 3x + c]},
   * where l and r are the samples of channel c at {@code first[x] − origin} and {@code second[x] −
   * origin}. The arithmetic is in single precision and without fused operations, so that every
   * implementation gives the same bits. An implementation may read and write up to {@link #SLACK}
   * floats behind the last sample, whose content is then undefined.
   *
   * @param row blended samples, with {@link #SLACK} floats behind the last one
   * @param origin index of the first of them in the picture's row
   * @param first index of the left sample's first channel by target pixel
   * @param second index of the right sample's first channel by target pixel
   * @param weight weight of the right sample, 0 … 1; its length is the number of target pixels
   * @param mean mean by channel, repeated up to {@link #SLACK} numbers
   * @param scale factor by channel, repeated up to {@link #SLACK} numbers
   * @param out target of the results
   * @param start index of the first result
   */
  void blend(
      float[] row,
      int origin,
      int[] first,
      int[] second,
      float[] weight,
      float[] mean,
      float[] scale,
      float[] out,
      int start);

  /** Floats of the widest vector. */
  int SLACK = 16;
}
