package io.manako.engine.kernel;

import java.util.Arrays;

/**
 * How a convolution's output channels are cut into panels: groups of channel blocks that one tile
 * computes together. A panel's weights lie as [tap][block of the panel][channel in the block], a
 * tap being one kernel row, kernel column and input channel; so a tile reads them in one stream.
 */
public final class Panels {
  private final int[] blocks;
  private final int total;

  private Panels(int[] blocks, int total) {
    this.blocks = blocks;
    this.total = total;
  }

  /**
   * Cuts {@code total} blocks into panels of {@code width}, with up to {@code width + 1} in the
   * last one rather than a single block alone, if that is at most {@code widest}.
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

  /** How many panels. */
  public int count() {
    return blocks.length;
  }

  /** Channel blocks of a panel. */
  public int blocks(int panel) {
    return blocks[panel];
  }

  /** Channel blocks of all panels. */
  public int total() {
    return total;
  }

  /** The first channel block of a panel; of {@link #count()}: {@link #total()}. */
  public int firstBlock(int panel) {
    int first = 0;
    for (int p = 0; p < panel; p++) {
      first += blocks[p];
    }
    return first;
  }
}
