package io.manako.engine.kernel;

/**
 * Chooses the tiles that cover a run of pixels in the fewest cycles: tiles of one width and then a
 * few narrower ones, so that hardly any pixel is computed twice. For example, three tiles of 6 and
 * two of 5 cover 28 pixels. Where the widths do not add up, a tile overlaps the one before.
 */
final class TileShapes {
  /**
   * Limit of a run's length. A longer run is covered like one of half this length to this length,
   * with more wide tiles.
   */
  private static final int LONGEST = 240;

  /** Multiple of all widths but 7. */
  private static final int PERIOD = 120;

  /**
   * Greatest number of pixels of a tile by its channel blocks, so that sums, weights and input fit
   * 16 registers. With one pixel more, the compiler spills, which halves the speed.
   */
  private static final int[] MOST_16 = {0, 7, 6, 3, 2};

  private static final int[] MOST_32 = {0, 8, 8, 8, 2};

  /**
   * Cycles that a tile takes besides its arithmetic, for its call, its start and storing its sums.
   * With few input channels, large tiles are therefore faster even where small ones fit a run
   * better.
   */
  private static final int CYCLES_OF_A_TILE = 60;

  /** Number of classes of a tile's multiply-adds per sum, one for each power of two. */
  private static final int DEPTHS = 10;

  private final int[] most;
  private final int[] pixels;

  /**
   * Covers by depth, blocks and run; 0 until one is computed. Threads that compute the same cover
   * write the same value.
   */
  private final short[][][] covers;

  /**
   * Creates the tile shapes of a machine.
   *
   * @param registers number of vector registers, 16 or 32
   * @param pixels existing tile widths, all below 16, from the widest to 1
   */
  TileShapes(int registers, int... pixels) {
    this.most = registers == 32 ? MOST_32 : MOST_16;
    this.pixels = pixels;
    this.covers = new short[DEPTHS][most.length][LONGEST];
  }

  /**
   * Returns the fastest tiles in a form that {@link #wide}, {@link #narrow} and {@link
   * #narrowTiles} read.
   *
   * @param run number of neighbouring pixels to be covered, at least 1
   * @param blocks number of channel blocks of the tiles
   * @param steps number of multiply-adds of a sum, at least 1
   */
  int cover(int run, int blocks, int steps) {
    int depth = Math.min(DEPTHS, Integer.SIZE - Integer.numberOfLeadingZeros(steps)) - 1;
    int length = run < LONGEST ? run : LONGEST - PERIOD + run % PERIOD;
    short[] known = covers[depth][blocks];
    int cover = known[length];
    if (cover == 0) {
      cover = cheapest(length, blocks, 1.5 * (1 << depth));
      known[length] = (short) cover;
    }
    return cover;
  }

  /** Pixels of each tile but the last few. */
  static int wide(int cover) {
    return cover >> 8;
  }

  /** Pixels of each of the last few tiles. */
  static int narrow(int cover) {
    return cover >> 4 & 15;
  }

  /** Number of narrow tiles, which may be 0. */
  static int narrowTiles(int cover) {
    return cover & 15;
  }

  private int cheapest(int run, int blocks, double steps) {
    int cheapest = 0;
    double least = Double.MAX_VALUE;
    for (int wide : pixels) {
      for (int narrow : pixels) {
        for (int n = 0; n < wide && n * narrow < run; n++) {
          int tiles = (run - n * narrow + wide - 1) / wide;
          double cost = tiles * cycles(wide, blocks, steps) + n * cycles(narrow, blocks, steps);
          if (wide <= Math.min(run, most[blocks]) && narrow <= wide && cost < least) {
            least = cost;
            cheapest = wide << 8 | narrow << 4 | n;
          }
        }
      }
    }
    return cheapest;
  }

  /**
   * Returns the cycles of a tile. A cycle starts two multiply-adds and two loads, and a sum is
   * ready after a little over four cycles.
   */
  private static double cycles(int pixels, int blocks, double steps) {
    double step = Math.max(4.2, Math.max(pixels * blocks, pixels + blocks) / 2.0) + 0.1;
    return steps * step + CYCLES_OF_A_TILE;
  }
}
