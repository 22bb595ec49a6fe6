package io.manako.engine.kernel;

import java.util.Arrays;

/**
 * Division of a convolution's output channels into panels, which are groups of channel blocks that
 * one tile computes together. A panel's weights have the layout [tap][block of the panel][channel
 * in the block], where a tap is one kernel row, kernel column and input channel; so a tile reads
 * them in one stream.
 */
public final class Panels {
  private final int[] blocks;
  private final int total;

  private Panels(int[] blocks, int total) {
    this.blocks = blocks;
    this.total = total;
  }

  /**
   * Cuts {@code total} blocks into panels of {@code width}, or into one panel if there are fewer.
   * Remaining blocks join the last panel if it then has at most {@code widest} blocks; otherwise,
   * they form a panel of their own.
   */
  public static Panels cut(int total, int width, int widest) {
    int n = Math.max(1, total / width);
    int rest = total - n * width;
    boolean extend = rest > 0 && width + rest <= widest;
    int[] blocks = new int[rest > 0 && !extend ? n + 1 : n];
    Arrays.fill(blocks, Math.min(width, total));
    if (rest > 0) {
      blocks[blocks.length - 1] = extend ? width + rest : rest;
    }
    return new Panels(blocks, total);
  }

  /** Number of panels. */
  public int count() {
    return blocks.length;
  }

  /** Number of channel blocks of a panel. */
  public int blocks(int panel) {
    return blocks[panel];
  }

  /** Number of channel blocks of all panels. */
  public int total() {
    return total;
  }

  /** Index of a panel's first channel block; {@link #total()} for panel {@link #count()}. */
  public int firstBlock(int panel) {
    int first = 0;
    for (int p = 0; p < panel; p++) {
      first += blocks[p];
    }
    return first;
  }
}
