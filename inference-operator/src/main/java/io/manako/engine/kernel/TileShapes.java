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

  private static final int[] MOST_32 = {0, 8, 8, 8, 2};

  /**
   * Cycles that a tile takes beside its arithmetic, to be called, to start and to store its sums:
   * so few input channels want large tiles even where small ones fit a run better.
   */
  private static final int CYCLES_OF_A_TILE = 60;

  /** How many powers of two of input channels are told apart. */
  private static final int DEPTHS = 10;

  private final byte[][][] best;

  /**
   * Tiles for a machine.
   *
   * @param registers vector registers, 16 or 32
   * @param pixels tile widths that exist
   */
  TileShapes(int registers, int... pixels) {
    int[] most = registers == 32 ? MOST_32 : MOST_16;
    best = new byte[DEPTHS][most.length][LONGEST + 1];
    for (int depth = 0; depth < DEPTHS; depth++) {
      for (int blocks = 1; blocks < most.length; blocks++) {
        for (int run = 1; run <= LONGEST; run++) {
          best[depth][blocks][run] =
              (byte) cheapest(run, blocks, Math.min(run, most[blocks]), depth, pixels);
        }
      }
    }
  }

  /**
   * Pixels of the best tile, at most {@code run}.
   *
   * @param run neighbouring pixels to be covered
   * @param blocks channel blocks of the tile
   * @param steps multiply-adds of a sum, at least one
   */
  int pixels(int run, int blocks, int steps) {
    int depth = Math.min(DEPTHS, Integer.SIZE - Integer.numberOfLeadingZeros(steps)) - 1;
    return best[depth][blocks][Math.min(run, LONGEST)];
  }

  private static int cheapest(int run, int blocks, int most, int depth, int[] pixels) {
    double steps = 1.5 * (1 << depth);
    int cheapest = 1;
    double least = Double.MAX_VALUE;
    for (int p : pixels) {
      double cost = (run + p - 1) / p * (steps * cycles(p, blocks) + CYCLES_OF_A_TILE);
      if (p <= most && cost < least) {
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
    return Math.max(4, Math.max(pixels * blocks, pixels + blocks) / 2.0) + 0.1;
  }
}
