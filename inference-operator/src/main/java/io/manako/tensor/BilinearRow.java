package io.manako.tensor;

/** One row of resize + normalise, on arrays only. */
final class BilinearRow {
  private BilinearRow() {}

  /**
   * Blends two source rows into one row of normalised samples. Source channel c of target pixel x
   * goes to {@code out[start + x * step + place[c]]} as {@code (blend - mean[c]) * scale[c]}.
   *
   * @param rgb interleaved 8-bit pixels
   * @param upper index of the upper row's first byte
   * @param lower index of the lower row's first byte
   * @param weightY of the lower row, 0 … 1
   * @param columns byte offsets within a row
   * @param mean by source channel
   * @param scale by source channel
   * @param out takes {@code columns.size()} pixels
   * @param start where the first of them goes
   * @param step floats from one target pixel to the next
   * @param place of each source channel
   */
  static void blend(
      byte[] rgb,
      int upper,
      int lower,
      float weightY,
      BilinearTaps columns,
      float[] mean,
      float[] scale,
      float[] out,
      int start,
      int step,
      int[] place) {
    int[] first = columns.first();
    int[] second = columns.second();
    float[] weight = columns.weight();
    for (int c = 0; c < Preprocessing.CHANNELS; c++) {
      int top = upper + c;
      int bottom = lower + c;
      float m = mean[c];
      float s = scale[c];
      for (int x = 0, o = start + place[c]; x < weight.length; x++, o += step) {
        int l = first[x];
        int r = second[x];
        float w = weight[x];
        float topLeft = rgb[top + l] & 0xff;
        float bottomLeft = rgb[bottom + l] & 0xff;
        float a = topLeft + ((rgb[top + r] & 0xff) - topLeft) * w;
        float b = bottomLeft + ((rgb[bottom + r] & 0xff) - bottomLeft) * w;
        out[o] = (a + (b - a) * weightY - m) * s;
      }
    }
  }
}
