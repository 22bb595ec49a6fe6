package io.manako.tensor;

/**
 * Resizes and normalises one row, on arrays only: rows are blended first, then columns. Source
 * channel c of target pixel x goes to {@code out[start + x * step + place[c]]} as {@code (blend -
 * mean[c]) * scale[c]}.
 */
final class BilinearRow {
  private BilinearRow() {}

  /**
   * Blends both rows and columns, but only the samples that are needed.
   *
   * @param rgb interleaved 8-bit pixels
   * @param upper index of the upper row's first byte
   * @param lower index of the lower row's first byte
   * @param weightY weight of the lower row, 0 … 1
   * @param columns taps as byte offsets within a row
   * @param mean mean by source channel
   * @param scale factor by source channel
   * @param out target of {@code columns.size()} pixels
   * @param start index of the first pixel in {@code out}
   * @param step floats from one target pixel to the next
   * @param place offset of each source channel
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
        float a = rgb[top + first[x]] & 0xff;
        float b = rgb[top + second[x]] & 0xff;
        float left = a + ((rgb[bottom + first[x]] & 0xff) - a) * weightY;
        float right = b + ((rgb[bottom + second[x]] & 0xff) - b) * weightY;
        out[o] = (left + (right - left) * weight[x] - m) * s;
      }
    }
  }

  /**
   * Blends columns of a row that a {@link RowBlender} has computed from two; the result has the
   * same bits as that of {@link #blend}.
   *
   * @param row blended samples
   * @param origin byte offset of the row's first sample
   * @param columns taps as byte offsets within a row
   * @param mean mean by source channel
   * @param scale factor by source channel
   * @param out target of {@code columns.size()} pixels
   * @param start index of the first pixel in {@code out}
   * @param step floats from one target pixel to the next
   * @param place offset of each source channel
   */
  static void pick(
      float[] row,
      int origin,
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
    // Locals are needed, because the compiler cannot know that none of these arrays is written.
    int red = place[0];
    int green = place[1];
    int blue = place[2];
    float redMean = mean[0];
    float greenMean = mean[1];
    float blueMean = mean[2];
    float redScale = scale[0];
    float greenScale = scale[1];
    float blueScale = scale[2];
    for (int x = 0, o = start; x < weight.length; x++, o += step) {
      int l = first[x] - origin;
      int r = second[x] - origin;
      float w = weight[x];
      out[o + red] = (row[l] + (row[r] - row[l]) * w - redMean) * redScale;
      out[o + green] = (row[l + 1] + (row[r + 1] - row[l + 1]) * w - greenMean) * greenScale;
      out[o + blue] = (row[l + 2] + (row[r + 2] - row[l + 2]) * w - blueMean) * blueScale;
    }
  }
}
