package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.B;
import static io.manako.engine.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** Depthwise convolution: tiles of {@link DepthwiseTiles}, or a loop for windows without tiles. */
final class VectorDepthwise {
  private VectorDepthwise() {}

  /** Implements {@link Kernels#depthwise}. */
  static void run(DepthwiseLayer layer, int channelBlock, Operands o) {
    float[] a = o.arena();
    float[] w = o.weights();
    int in = o.in().base();
    int inRow = o.in().rowStride();
    int out = o.out().base();
    int outRow = o.out().rowStride();
    int rows = o.rows();
    int columns = o.columns();
    Sliding s = layer.window();
    int weights = layer.weights() + channelBlock * layer.blockWeights();
    int kernel = s.rows();
    int stride = s.strideX();
    int width = tileColumns(columns);
    boolean unrolled = s.isSquare() && kernel % 2 == 1 && kernel > 1 && kernel <= 7;
    if (unrolled && stride <= 2 && width > 0) {
      int shape = kernel * 100 + stride * 10 + width;
      int epilogue = layer.epilogue().ordinal();
      DepthwiseTiles.plane(shape, epilogue, a, in, inRow, w, weights, out, outRow, rows, columns);
      return;
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int x = in + r * s.strideY() * inRow + c * s.strideX() * B;
        anyWindow(a, w, s, weights, x, inRow, out + r * outRow + c * B);
      }
      VectorCurves.finish(a, layer.epilogue(), out + r * outRow, 0, columns * B);
    }
  }

  /**
   * Returns the tile width from 5 to 7 that computes the fewest columns, with one more counted per
   * tile, or 0 if there are fewer columns. In tiles of width 4, JDK 17 boxes sums.
   */
  private static int tileColumns(int columns) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int width = 7; width >= 5; width--) {
      int computed = (columns + width - 1) / width * (width + 1);
      if (width <= columns && computed < least) {
        least = computed;
        best = width;
      }
    }
    return best;
  }

  private static void anyWindow(
      float[] a, float[] w, Sliding s, int weights, int in, int inRow, int out) {
    // One loop that runs at least once: with two nested loops, JDK 17 boxes the sum.
    FloatVector sum = FloatVector.fromArray(FLOATS, w, weights);
    int taps = s.rows() * s.columns();
    int tap = 0;
    do {
      int ky = tap / s.columns();
      int kx = tap % s.columns();
      int x = in + ky * s.dilationY() * inRow + kx * s.dilationX() * B;
      FloatVector weight = FloatVector.fromArray(FLOATS, w, weights + (tap + 1) * B);
      sum = FloatVector.fromArray(FLOATS, a, x).fma(weight, sum);
    } while (++tap < taps);
    sum.intoArray(a, out);
  }
}
