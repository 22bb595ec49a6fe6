package io.manako.detect;

import io.manako.graph.Resampling.Grid;

/**
 * Where the samples of a finer axis lie on a coarser one: per sample the one before, the one
 * behind, and how much of the latter.
 *
 * @param before index on the coarse axis
 * @param behind index on the coarse axis, the same one at the end
 * @param weight of {@code behind}, 0 … 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PixelGrid(int[] before, int[] behind, float[] weight) {

  /**
   * A window of the fine axis.
   *
   * @param first sample of the window
   * @param count samples of the window
   * @param fine samples of the whole fine axis
   * @param coarse samples of the coarse axis
   */
  static PixelGrid of(Grid grid, int first, int count, int fine, int coarse) {
    PixelGrid axis = new PixelGrid(new int[count], new int[count], new float[count]);
    for (int i = 0; i < count; i++) {
      double at = Math.max(0, grid.position(first + i, coarse, fine));
      axis.before[i] = Math.min((int) at, coarse - 1);
      axis.behind[i] = Math.min(axis.before[i] + 1, coarse - 1);
      axis.weight[i] = (float) (at - axis.before[i]);
    }
    return axis;
  }
}
