package io.manako.detect;

import io.manako.graph.Resampling.Grid;

/**
 * Positions of the samples of a finer axis on a coarser one: for each sample, the coarse samples
 * before and behind it, and the weight of the latter.
 *
 * @param before index on the coarse axis
 * @param behind index on the coarse axis, the same one at the end
 * @param weight weight of {@code behind}, 0 … 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PixelGrid(int[] before, int[] behind, float[] weight) {

  /**
   * Computes the positions for a window of the fine axis.
   *
   * @param grid rule for positions
   * @param first first sample of the window
   * @param count number of samples in the window
   * @param fine number of samples on the whole fine axis
   * @param coarse number of samples on the coarse axis
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
