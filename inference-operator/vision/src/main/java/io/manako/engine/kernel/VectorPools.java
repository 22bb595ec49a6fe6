package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.B;
import static io.manako.engine.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** Maxima, sums and means of windows and maps in vectors. */
final class VectorPools {
  private VectorPools() {}

  /** Implements {@link Kernels#maximum}. */
  static void maximum(Sliding s, Operands o) {
    float[] a = o.arena();
    int in = o.in().base();
    int inRow = o.in().rowStride();
    int out = o.out().base();
    int outRow = o.out().rowStride();
    int rows = o.rows();
    int columns = o.columns();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int x = in + r * s.strideY() * inRow + c * s.strideX() * B;
        FloatVector most = FloatVector.fromArray(FLOATS, a, x);
        int tap = 0;
        do {
          int ky = tap / s.columns();
          int kx = tap % s.columns();
          int at = x + ky * s.dilationY() * inRow + kx * s.dilationX() * B;
          most = most.max(FloatVector.fromArray(FLOATS, a, at));
        } while (++tap < s.rows() * s.columns());
        most.intoArray(a, out + r * outRow + c * B);
      }
    }
  }

  /** Implements {@link Kernels#sum}. */
  static void sum(Sliding s, Operands o) {
    float[] a = o.arena();
    int in = o.in().base();
    int inRow = o.in().rowStride();
    int out = o.out().base();
    int outRow = o.out().rowStride();
    int rows = o.rows();
    int columns = o.columns();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int x = in + r * s.strideY() * inRow + c * s.strideX() * B;
        FloatVector sum = FloatVector.zero(FLOATS);
        int tap = 0;
        do {
          int ky = tap / s.columns();
          int kx = tap % s.columns();
          int at = x + ky * s.dilationY() * inRow + kx * s.dilationX() * B;
          sum = sum.add(FloatVector.fromArray(FLOATS, a, at));
        } while (++tap < s.rows() * s.columns());
        sum.intoArray(a, out + r * outRow + c * B);
      }
    }
  }

  /** Implements {@link Kernels#mean}. */
  static void mean(float[] a, int in, int pixels, int out) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int p = 0;
    do {
      sum = sum.add(FloatVector.fromArray(FLOATS, a, in + p * B));
    } while (++p < pixels);
    sum.mul(1f / pixels).intoArray(a, out);
  }
}
