package io.manako.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A convolution of every channel with its own window, with packed weights: per channel block the
 * bias, then one block per kernel row and column.
 *
 * @param channels input and output channels
 * @param block channels in a block
 * @param window geometry of the window
 * @param epilogue what happens to a sum, not {@link Epilogue#RESIDUAL}
 * @param weights index of the packed weights
 */
public record DepthwiseLayer(
    int channels, int block, Sliding window, Epilogue epilogue, int weights) {

  /** Floats of one channel block. */
  public int blockWeights() {
    return (window.rows() * window.columns() + 1) * block;
  }

  /** Floats that the packed weights take. */
  public int size() {
    return (channels + block - 1) / block * blockWeights();
  }

  /** Packs weights of shape [channels, 1, rows, columns] into {@code target}, zero there. */
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
