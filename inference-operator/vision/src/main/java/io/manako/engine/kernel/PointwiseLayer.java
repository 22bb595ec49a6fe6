package io.manako.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * 1×1 convolution with stride 1, or fully connected layer, with packed weights.
 *
 * @param inputs number of input channels
 * @param outputs number of output channels
 * @param block channels in a block
 * @param panels division of the output channels
 * @param epilogue operation on a sum before it is stored
 * @param weights index of the packed weights
 * @param bias index of the bias, one float per channel of the output blocks
 */
public record PointwiseLayer(
    int inputs, int outputs, int block, Panels panels, Epilogue epilogue, int weights, int bias) {

  /**
   * Number of input channels that are read as a group. Channels that pad the last group have zero
   * weights.
   */
  public static int group(int block) {
    return Math.min(8, block);
  }

  /** Number of groups of input channels. */
  public int groups() {
    int group = group(block);
    return (inputs + group - 1) / group;
  }

  /** Floats of the packed weights of one block of output channels. */
  public int blockWeights() {
    return groups() * group(block) * block;
  }

  /** Floats that the packed weights take. */
  public int size() {
    return panels.total() * blockWeights();
  }

  /** Returns the same layer with another epilogue. */
  public PointwiseLayer with(Epilogue other) {
    return new PointwiseLayer(inputs, outputs, block, panels, other, weights, bias);
  }

  /**
   * Packs weights of shape [outputs, inputs], and a bias of shape [outputs] unless it is null, into
   * {@code target}, which holds zeros there.
   */
  public void pack(float[] dense, float @Nullable [] shift, float[] target) {
    for (int p = 0, first = 0; p < panels.count(); first += panels.blocks(p), p++) {
      int width = panels.blocks(p) * block;
      int base = weights + first * blockWeights();
      for (int o = 0; o < Math.min(width, outputs - first * block); o++) {
        for (int i = 0; i < inputs; i++) {
          target[base + i * width + o] = dense[(first * block + o) * inputs + i];
        }
      }
    }
    if (shift != null) {
      System.arraycopy(shift, 0, target, bias, outputs);
    }
  }
}
