package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.B;
import static io.manako.engine.kernel.Lanes.REGISTERS;

/**
 * The kernels in the Vector API. Each family has a class that cuts maps into tiles; the tiles
 * themselves are written at build time by {@code TileGenerator}.
 */
final class VectorKernels implements Kernels {
  /** Rows below this are mostly tiles of fewer than twelve sums. */
  private static final int NARROW = 16;

  @Override
  public int block() {
    return B;
  }

  @Override
  public String description() {
    return "Vector API, " + B * Float.SIZE + " bit";
  }

  @Override
  public Panels panels(int blocks, int pixels) {
    return pixels == 1 ? Panels.cut(blocks, 4, 4) : Panels.cut(blocks, 2, 3);
  }

  /** Tiles for 32 registers fit rows of 7 and 14 pixels, those for 16 do not. */
  @Override
  public boolean joinsRows(int columns) {
    return REGISTERS == 16 && columns < NARROW;
  }

  @Override
  public void pointwise(
      float[] a,
      float[] w,
      PointwiseLayer layer,
      int in,
      int inStride,
      int inRow,
      int out,
      int outStride,
      int outRow,
      int residual,
      int rows,
      int columns,
      int firstPanel,
      int endPanel) {
    VectorPointwise.run(
        a,
        w,
        layer,
        in,
        inStride,
        inRow,
        out,
        outStride,
        outRow,
        residual,
        rows,
        columns,
        firstPanel,
        endPanel);
  }

  @Override
  public void window(
      float[] from,
      int in,
      float[] a,
      float[] w,
      WindowLayer layer,
      WindowTaps taps,
      int out,
      int outStride,
      int outRow,
      int rows,
      int columns,
      int firstPanel,
      int endPanel) {
    VectorWindow.run(
        from, in, a, w, layer, taps, out, outStride, outRow, rows, columns, firstPanel, endPanel);
  }

  @Override
  public void depthwise(
      float[] a,
      float[] w,
      DepthwiseLayer layer,
      int channelBlock,
      int in,
      int inRow,
      int out,
      int outRow,
      int rows,
      int columns) {
    VectorDepthwise.run(a, w, layer, channelBlock, in, inRow, out, outRow, rows, columns);
  }

  @Override
  public void maximum(
      float[] a, Sliding s, int in, int inRow, int out, int outRow, int rows, int columns) {
    VectorPools.maximum(a, s, in, inRow, out, outRow, rows, columns);
  }

  @Override
  public void sum(
      float[] a, Sliding s, int in, int inRow, int out, int outRow, int rows, int columns) {
    VectorPools.sum(a, s, in, inRow, out, outRow, rows, columns);
  }

  @Override
  public void mean(float[] a, int in, int pixels, int out) {
    VectorPools.mean(a, in, pixels, out);
  }

  @Override
  public void broadcast(
      float[] a, Arithmetic operation, int in, int pixels, int perChannel, int out) {
    VectorArithmetic.broadcast(a, operation, in, pixels, perChannel, out);
  }

  @Override
  public void combine(float[] a, Arithmetic operation, int left, int right, int out, int n) {
    VectorArithmetic.combine(a, operation, left, right, out, n);
  }

  @Override
  public void map(float[] a, Curve curve, float low, float high, int in, int out, int n) {
    VectorCurves.map(a, curve, low, high, in, out, n);
  }
}
