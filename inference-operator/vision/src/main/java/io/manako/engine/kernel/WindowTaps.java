package io.manako.engine.kernel;

/**
 * Positions of a window's inputs: one offset from the output pixel's first input for every run of
 * neighbouring floats, with kernel rows outermost, then kernel columns, then channels.
 */
public final class WindowTaps {
  private final int[][] offsets;
  private final int row;
  private final int stride;
  private final int run;

  /**
   * Computes the taps of a layer on a map.
   *
   * @param row floats from one input row to the next
   * @param stride floats from one channel block to the next; 0 for interleaved pictures
   */
  public WindowTaps(WindowLayer layer, int row, int stride) {
    this.row = row;
    this.stride = stride;
    this.run = run(layer);
    this.offsets = new int[layer.panels().count()][];
    for (int p = 0; p < offsets.length; p++) {
      int first = layer.panels().firstBlock(p);
      int depth =
          layer.interleaved()
              ? layer.inputs()
              : layer.inputBlocks(first, layer.panels().blocks(p)) * layer.block();
      int skipped = layer.interleaved() ? 0 : layer.firstInputBlock(first);
      offsets[p] = offsets(layer, depth, skipped);
    }
  }

  private static int run(WindowLayer layer) {
    if (!layer.interleaved()) {
      return PointwiseLayer.group(layer.block());
    }
    if (layer.inputs() != 3) {
      return 1;
    }
    // The first layer of every MobileNet has tiles of its own, which read a kernel row as one run.
    return layer.window().columns() == 3 && layer.window().strideX() == 2 ? 9 : 3;
  }

  private int[] offsets(WindowLayer layer, int depth, int skipped) {
    Sliding s = layer.window();
    int pixel = layer.interleaved() ? layer.inputs() : layer.block();
    int[] all = new int[s.rows() * s.columns() * depth / run];
    for (int i = 0; i < all.length; i++) {
      int channel = i * run % depth;
      int tap = i * run / depth;
      int y = tap / s.columns() * s.dilationY() * row;
      int x = tap % s.columns() * s.dilationX() * pixel;
      int block = skipped + channel / layer.block();
      all[i] = y + x + (layer.interleaved() ? channel : block * stride + channel % layer.block());
    }
    return all;
  }

  /** Floats from one input row to the next. */
  public int row() {
    return row;
  }

  /** Floats from one channel block to the next. */
  public int stride() {
    return stride;
  }

  /** Number of neighbouring floats at each offset. */
  public int run() {
    return run;
  }

  /** Offsets of a panel. */
  public int[] offsets(int panel) {
    return offsets[panel];
  }
}
