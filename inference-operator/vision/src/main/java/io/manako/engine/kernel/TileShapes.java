package io.manako.engine.kernel;

/**
 * Which tiles cover a run of pixels in the fewest cycles: some of one width and then a few of a
 * narrower one, so that hardly any pixel is computed twice. 28 pixels are three tiles of 6 and two
 * of 5. Where they do not fit, the last tile overlaps the one before.
 */
final class TileShapes {
  /** Longer runs are covered like one of half this length to this length, with more wide tiles. */
  private static final int LONGEST = 240;

  /** A multiple of all widths but 7. */
  private static final int PERIOD = 120;

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

  private final int[] most;
  private final int[] pixels;

  /** By depth, blocks and run; 0 until somebody asks. Whoever fills one in writes the same. */
  private final short[][][] covers;

  /**
   * Tiles for a machine.
   *
   * @param registers vector registers, 16 or 32
   * @param pixels tile widths that exist, below 16, the widest first, the last one 1
   */
  TileShapes(int registers, int... pixels) {
    this.most = registers == 32 ? MOST_32 : MOST_16;
    this.pixels = pixels;
    this.covers = new short[DEPTHS][most.length][LONGEST];
  }

  /**
   * The best tiles; {@link #wide}, {@link #narrow} and {@link #narrowTiles} read them.
   *
   * @param run neighbouring pixels to be covered, at least one
   * @param blocks channel blocks of the tiles
   * @param steps multiply-adds of a sum, at least one
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

  /** Pixels of all tiles but the last few. */
  static int wide(int cover) {
    return cover >> 8;
  }

  /** Pixels of the last few tiles. */
  static int narrow(int cover) {
    return cover >> 4 & 15;
  }

  /** How many tiles are narrow; may be none. */
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
   * Of a tile. Per step: two multiply-adds and two loads a cycle, a little over four cycles until a
   * sum is ready.
   */
  private static double cycles(int pixels, int blocks, double steps) {
    double step = Math.max(4.2, Math.max(pixels * blocks, pixels + blocks) / 2.0) + 0.1;
    return steps * step + CYCLES_OF_A_TILE;
  }
}
