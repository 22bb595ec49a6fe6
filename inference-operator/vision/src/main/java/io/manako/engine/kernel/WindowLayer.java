package io.manako.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Convolution with a window over several input channels. The layer reads a zero-padded map, either
 * blocked or, for a network's first layer, interleaved (height, width, channel). Channels outside
 * an output's group have zero weights; a panel reads only the input blocks that its groups touch.
 *
 * @param inputs number of input channels
 * @param outputs number of output channels
 * @param groups number of groups of channels, 1 for a full convolution
 * @param block channels in a block
 * @param interleaved whether the input is interleaved, which requires that {@code groups} and
 *     {@code dilationX} are 1
 * @param window geometry of the window
 * @param panels division of the output channels
 * @param epilogue operation on a sum before it is stored, not {@link Epilogue#RESIDUAL}
 * @param weights index of the packed weights
 * @param bias index of the bias, one float per channel of the output blocks
 */
public record WindowLayer(
    int inputs,
    int outputs,
    int groups,
    int block,
    boolean interleaved,
    Sliding window,
    Panels panels,
    Epilogue epilogue,
    int weights,
    int bias) {

  /** Index of the first input block that output blocks from {@code firstBlock} on read. */
  public int firstInputBlock(int firstBlock) {
    return firstChannel(firstBlock * block) / block;
  }

  /** Number of input blocks that {@code blocks} output blocks from {@code firstBlock} on read. */
  public int inputBlocks(int firstBlock, int blocks) {
    int last = Math.min((firstBlock + blocks) * block, outputs) - 1;
    int end = firstChannel(last) + inputs / groups;
    return (end + block - 1) / block - firstInputBlock(firstBlock);
  }

  private int firstChannel(int output) {
    return output / (outputs / groups) * (inputs / groups);
  }

  /**
   * Number of taps of each output channel in a panel of {@code blocks} blocks from {@code
   * firstBlock} on.
   */
  public int taps(int firstBlock, int blocks) {
    return window.rows()
        * window.columns()
        * (interleaved ? inputs : inputBlocks(firstBlock, blocks) * block);
  }

  /** Floats that the packed weights take. */
  public int size() {
    int size = 0;
    for (int p = 0, first = 0; p < panels.count(); first += panels.blocks(p), p++) {
      size += taps(first, panels.blocks(p)) * panels.blocks(p) * block;
    }
    return size;
  }

  /**
   * Packs weights of shape [outputs, inputs / groups, rows, columns], and a bias of shape [outputs]
   * unless it is null, into {@code target}, which holds zeros there.
   */
  public void pack(float[] dense, float @Nullable [] shift, float[] target) {
    int at = weights;
    for (int p = 0, first = 0; p < panels.count(); first += panels.blocks(p), p++) {
      int width = panels.blocks(p) * block;
      for (int o = 0; o < Math.min(width, outputs - first * block); o++) {
        packOutput(dense, first * block + o, target, at + o, width, first, panels.blocks(p));
      }
      at += taps(first, panels.blocks(p)) * width;
    }
    if (shift != null) {
      System.arraycopy(shift, 0, target, bias, outputs);
    }
  }

  private void packOutput(
      float[] dense, int output, float[] target, int at, int width, int first, int blocks) {
    int perGroup = inputs / groups;
    int kernel = window.rows() * window.columns();
    int from = interleaved ? 0 : firstInputBlock(first) * block;
    int depth = interleaved ? inputs : inputBlocks(first, blocks) * block;
    for (int tap = 0; tap < kernel; tap++) {
      for (int i = 0; i < perGroup; i++) {
        int channel = firstChannel(output) + i - from;
        target[at + (tap * depth + channel) * width] =
            dense[(output * perGroup + i) * kernel + tap];
      }
    }
  }
}
