package io.manako.engine.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs every shape of every tile with its largest epilogue, often enough to be compiled. */
public final class TileProbe {
  private static final int RUNS = 40;
  private static final int STRIDE = 1000;
  private static final int OUT = 30_000;
  private static final int MOST_BLOCKS = 4;
  private static final int GROUPS = 2;
  private static final int[] TAPS = {0, 0};
  private static final float[] A = new float[2 * OUT];

  private TileProbe() {}

  public static void main(String[] args) {
    for (Runnable tile : tiles()) {
      for (int i = 0; i < RUNS; i++) {
        tile.run();
      }
    }
  }

  /** One call of each tile with the largest epilogue it has. */
  public static List<Runnable> tiles() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    addPointwise(all, Epilogue.RELU6);
    addWindow(all, Epilogue.HARD_SWISH);
    addDepthwise(all, Epilogue.HARD_SWISH);
    return new ArrayList<>(all.values());
  }

  /** One call of each pointwise tile, for 16 and for 32 registers, with each epilogue, by name. */
  static Map<String, Runnable> pointwiseTiles() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    for (Epilogue epilogue : List.of(Epilogue.NONE, Epilogue.RELU, Epilogue.RELU6)) {
      addPointwise(all, epilogue);
    }
    return all;
  }

  private static void addPointwise(Map<String, Runnable> all, Epilogue epilogue) {
    int e = epilogue.ordinal();
    for (int blocks = 1; blocks <= MOST_BLOCKS; blocks++) {
      for (int pixels = 1; pixels <= (blocks == MOST_BLOCKS ? 2 : 8); pixels++) {
        int shape = pixels * 10 + blocks;
        int run = pixels;
        all.put(
            String.format(Locale.ROOT, "pointwise %dx%d %s", pixels, blocks, epilogue),
            () ->
                PointwiseTiles.row(
                    shape, e, A, 0, STRIDE, GROUPS, A, 0, 0, OUT, STRIDE, 0, 0, 0, run, 1));
        all.put(
            String.format(Locale.ROOT, "wide pointwise %dx%d %s", pixels, blocks, epilogue),
            () ->
                WidePointwiseTiles.row(
                    shape, e, A, 0, STRIDE, GROUPS, A, 0, 0, OUT, STRIDE, 0, 0, 0, run, 1));
      }
    }
  }

  private static void addWindow(Map<String, Runnable> all, Epilogue epilogue) {
    int e = epilogue.ordinal();
    for (int blocks = 1; blocks <= 2; blocks++) {
      for (int pixels : new int[] {1, 2, 4, 6, 7}) {
        int shape = pixels * 10 + blocks;
        String name = String.format(Locale.ROOT, "window %dx%d %s by ", pixels, blocks, epilogue);
        all.put(
            name + 1, () -> WindowTiles.tileBy1(shape, e, A, 0, A, 3, TAPS, A, 0, 0, OUT, STRIDE));
        all.put(
            name + 3, () -> WindowTiles.tileBy3(shape, e, A, 0, A, 3, TAPS, A, 0, 0, OUT, STRIDE));
        all.put(name + 9, () -> WindowTiles.tileBy9(shape, e, A, 0, A, TAPS, A, 0, 0, OUT, STRIDE));
        all.put(
            name + "group",
            () -> WindowTiles.tileByGROUP(shape, e, A, 0, A, 8, TAPS, A, 0, 0, OUT, STRIDE));
      }
    }
  }

  private static void addDepthwise(Map<String, Runnable> all, Epilogue epilogue) {
    int e = epilogue.ordinal();
    for (int kernel = 3; kernel <= 7; kernel += 2) {
      for (int stride = 1; stride <= 2; stride++) {
        for (int pixels = 5; pixels <= 7; pixels++) {
          int shape = kernel * 100 + stride * 10 + pixels;
          int width = pixels;
          all.put(
              String.format(
                  Locale.ROOT, "depthwise %d/%d x%d %s", kernel, stride, pixels, epilogue),
              () -> DepthwiseTiles.plane(shape, e, A, 0, STRIDE, A, 0, OUT, STRIDE, 2, width));
        }
      }
    }
  }
}
