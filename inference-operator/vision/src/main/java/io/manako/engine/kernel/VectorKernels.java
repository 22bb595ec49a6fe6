package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.B;
import static io.manako.engine.kernel.Lanes.REGISTERS;

/**
 * Kernels in the Vector API. Each family has a class that cuts maps into tiles; {@code
 * TileGenerator} writes the tiles at build time.
 */
final class VectorKernels implements Kernels {
  /** Columns below which a row consists mostly of tiles of fewer than twelve sums. */
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

  /** Tiles for 32 registers fit rows of 7 and 14 pixels; those for 16 registers do not. */
  @Override
  public boolean joinsRows(int columns) {
    return REGISTERS == 16 && columns < NARROW;
  }

  @Override
  public void pointwise(PointwiseLayer layer, Operands o) {
    VectorPointwise.run(layer, o);
  }

  @Override
  public void window(float[] from, WindowLayer layer, WindowTaps taps, Operands o) {
    VectorWindow.run(from, layer, taps, o);
  }

  @Override
  public void depthwise(DepthwiseLayer layer, int channelBlock, Operands o) {
    VectorDepthwise.run(layer, channelBlock, o);
  }

  @Override
  public void maximum(Sliding s, Operands o) {
    VectorPools.maximum(s, o);
  }

  @Override
  public void sum(Sliding s, Operands o) {
    VectorPools.sum(s, o);
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
