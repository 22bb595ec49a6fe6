package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.B;
import static io.manako.engine.kernel.Lanes.REGISTERS;

/** Convolution with a window: cuts maps into tiles of {@link WindowTiles}. */
final class VectorWindow {
  private static final TileShapes SHAPES = new TileShapes(REGISTERS, 7, 6, 4, 2, 1);

  /**
   * Narrower tiles for hard activations: in tiles of twelve sums, JDK 17 allocates objects for
   * some.
   */
  private static final TileShapes HARD_SHAPES = new TileShapes(REGISTERS, 4, 2, 1);

  private VectorWindow() {}

  /** Implements {@link Kernels#window}. */
  static void run(float[] from, WindowLayer layer, WindowTaps taps, Operands o) {
    float[] a = o.arena();
    float[] w = o.weights();
    int in = o.in().base();
    int out = o.out().base();
    int outStride = o.out().blockStride();
    int outRow = o.out().rowStride();
    int rows = o.rows();
    int columns = o.columns();
    int firstPanel = o.firstPanel();
    int endPanel = o.endPanel();
    Sliding s = layer.window();
    int epilogue = layer.epilogue().ordinal();
    TileShapes shapes = layer.epilogue().compareTo(Epilogue.RELU6) <= 0 ? SHAPES : HARD_SHAPES;
    int pixelStep = s.strideX() * (layer.interleaved() ? layer.inputs() : B);
    int weights = layer.weights();
    for (int p = 0, first = 0; p < endPanel; first += layer.panels().blocks(p), p++) {
      int blocks = layer.panels().blocks(p);
      int[] offsets = taps.offsets(p);
      int cover = shapes.cover(columns, blocks, taps.run() * offsets.length);
      int narrow = TileShapes.narrow(cover) * TileShapes.narrowTiles(cover);
      int bias = layer.bias() + first * B;
      for (int r = 0; p >= firstPanel && r < rows; r++) {
        for (int c = 0, width; c < columns; c += width) {
          width = c < columns - narrow ? TileShapes.wide(cover) : TileShapes.narrow(cover);
          int shape = width * 10 + blocks;
          int column = Math.min(c, columns - width);
          int x = in + r * s.strideY() * taps.row() + column * pixelStep;
          int y = out + first * outStride + r * outRow + column * B;
          switch (taps.run()) {
            case 1 ->
                WindowTiles.tileBy1(
                    shape, epilogue, from, x, a, pixelStep, offsets, w, weights, bias, y,
                    outStride);
            case 9 ->
                WindowTiles.tileBy9(
                    shape, epilogue, from, x, a, offsets, w, weights, bias, y, outStride);
            case 3 ->
                WindowTiles.tileBy3(
                    shape, epilogue, from, x, a, pixelStep, offsets, w, weights, bias, y,
                    outStride);
            default ->
                WindowTiles.tileByGROUP(
                    shape, epilogue, from, x, a, pixelStep, offsets, w, weights, bias, y,
                    outStride);
          }
        }
      }
      weights += layer.taps(first, blocks) * blocks * B;
    }
  }
}
