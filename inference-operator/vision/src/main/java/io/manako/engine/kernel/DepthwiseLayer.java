package io.manako.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Convolution of each channel with its own window. The packed weights hold, for each channel block,
 * the bias and then one block of weights per kernel row and column.
 *
 * @param channels number of input channels, and of output channels
 * @param block channels in a block
 * @param window geometry of the window
 * @param epilogue operation on a sum before it is stored, not {@link Epilogue#RESIDUAL}
 * @param weights index of the packed weights
 */
public record DepthwiseLayer(
    int channels, int block, Sliding window, Epilogue epilogue, int weights) {

  /** Floats of one channel block's bias and weights. */
  public int blockWeights() {
    return (window.rows() * window.columns() + 1) * block;
  }

  /** Floats that the packed weights take. */
  public int size() {
    return (channels + block - 1) / block * blockWeights();
  }

  /**
   * Packs weights of shape [channels, 1, rows, columns], and a bias unless it is null, into {@code
   * target}, which holds zeros there.
   */
  public void pack(float[] dense, float @Nullable [] shift, float[] target) {
    int taps = window.rows() * window.columns();
    for (int c = 0; c < channels; c++) {
      int at = weights + c / block * blockWeights() + c % block;
      target[at] = shift == null ? 0 : shift[c];
      for (int t = 0; t < taps; t++) {
        target[at + (t + 1) * block] = dense[c * taps + t];
      }
    }
  }
}
