package io.manako.engine.kernel;

/**
 * Which tile covers a run of pixels in the fewest cycles. The last tile of a run overlaps the one
 * before, so a run of 14 pixels is two tiles of 7 or three of 6.
 */
final class TileShapes {
  /** Runs up to this length have their own best tile; longer ones take the best of this one. */
  private static final int LONGEST = 240;

  /**
   * Most pixels of a tile by its channel blocks, so that sums, weights and input fit 16 registers;
   * one pixel more and the compiler spills, which halves the speed.
   */
  private static final int[] MOST_16 = {0, 7, 6, 3, 2};

  private static final int[] MOST_32 = {0, 8, 8, 8, 6};

  private final byte[][] best;

  /**
   * Tiles for a machine.
   *
   * @param registers vector registers, 16 or 32
   * @param pixels tile widths that exist
   */
  TileShapes(int registers, int... pixels) {
    int[] most = registers == 32 ? MOST_32 : MOST_16;
    best = new byte[most.length][LONGEST + 1];
    for (int blocks = 1; blocks < most.length; blocks++) {
      for (int run = 1; run <= LONGEST; run++) {
        best[blocks][run] = (byte) cheapest(run, blocks, most[blocks], pixels);
      }
    }
  }

  /** Pixels of the best tile, at most {@code run}. */
  int pixels(int run, int blocks) {
    return best[blocks][Math.min(run, LONGEST)];
  }

  private static int cheapest(int run, int blocks, int most, int[] pixels) {
    int cheapest = 1;
    double least = Double.MAX_VALUE;
    for (int p : pixels) {
      double cost = (run + p - 1) / p * cycles(p, blocks);
      if (p <= Math.min(run, most) && cost < least) {
        least = cost;
        cheapest = p;
      }
    }
    return cheapest;
  }

  /**
   * Per input channel: two multiply-adds and two loads a cycle, four cycles until a sum is ready.
   */
  private static double cycles(int pixels, int blocks) {
    return Math.max(4, Math.max(pixels * blocks, pixels + blocks) / 2.0) + 0.2;
  }
}
