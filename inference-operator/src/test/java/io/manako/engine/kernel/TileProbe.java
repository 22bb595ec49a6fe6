package io.manako.engine.kernel;

import java.util.ArrayList;
import java.util.List;

/** Runs every shape of every tile with its largest epilogue, often enough to be compiled. */
public final class TileProbe {
  private static final int RUNS = 40;
  private static final int STRIDE = 1000;
  private static final int OUT = 30_000;
  private static final int MOST_BLOCKS = 4;
  private static final int[] TAPS = {0, 0};

  private TileProbe() {}

  public static void main(String[] args) {
    for (Runnable tile : tiles()) {
      for (int i = 0; i < RUNS; i++) {
        tile.run();
      }
    }
  }

  /** One call of each tile. */
  public static List<Runnable> tiles() {
    List<Runnable> all = new ArrayList<>();
    float[] a = new float[2 * OUT];
    for (int blocks = 1; blocks <= MOST_BLOCKS; blocks++) {
      for (int pixels = 1; pixels <= (blocks == MOST_BLOCKS ? 6 : 8); pixels++) {
        int shape = pixels * 10 + blocks;
        int last = Epilogue.RELU6.ordinal();
        int columns = pixels;
        all.add(
            () ->
                PointwiseTiles.row(
                    shape, last, a, 0, STRIDE, 2, a, 0, 0, OUT, STRIDE, 0, 0, 0, columns, 1));
      }
    }
    int last = Epilogue.HARD_SWISH.ordinal();
    for (int blocks = 1; blocks <= 2; blocks++) {
      for (int pixels : new int[] {1, 2, 4, 6, 7}) {
        int shape = pixels * 10 + blocks;
        all.add(() -> WindowTiles.tileBy1(shape, last, a, 0, a, 3, TAPS, a, 0, 0, OUT, STRIDE));
        all.add(() -> WindowTiles.tileBy3(shape, last, a, 0, a, 3, TAPS, a, 0, 0, OUT, STRIDE));
        all.add(() -> WindowTiles.tileBy9(shape, last, a, 0, a, TAPS, a, 0, 0, OUT, STRIDE));
        all.add(() -> WindowTiles.tileByGROUP(shape, last, a, 0, a, 8, TAPS, a, 0, 0, OUT, STRIDE));
      }
    }
    for (int kernel = 3; kernel <= 7; kernel += 2) {
      for (int stride = 1; stride <= 2; stride++) {
        for (int pixels = 5; pixels <= 7; pixels++) {
          int shape = kernel * 100 + stride * 10 + pixels;
          int width = pixels;
          all.add(
              () -> DepthwiseTiles.plane(shape, last, a, 0, STRIDE, a, 0, OUT, STRIDE, 2, width));
        }
      }
    }
    return all;
  }
}
