package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.B;
import static io.manako.engine.kernel.Lanes.FLOATS;
import static io.manako.engine.kernel.Lanes.HALF;
import static io.manako.engine.kernel.Lanes.ONE;
import static io.manako.engine.kernel.Lanes.SIX;
import static io.manako.engine.kernel.Lanes.SIXTH;
import static io.manako.engine.kernel.Lanes.ZERO;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Point-wise functions in vectors, with the same bits as in {@link ScalarKernels}. Each function
 * has a loop of its own: in a common loop, the compiler does not inline a function that seldom
 * runs, and a helper's result is then an object per vector.
 */
final class VectorCurves {
  private VectorCurves() {}

  /** Implements {@link Kernels#map}. */
  static void map(float[] a, Curve curve, float low, float high, int in, int out, int n) {
    switch (curve) {
      case RELU -> relu(a, in, out, n);
      case RELU6 -> relu6(a, in, out, n);
      case HARD_SIGMOID -> hardSigmoid(a, in, out, n);
      case HARD_SWISH -> hardSwish(a, in, out, n);
      case SIGMOID -> sigmoid(a, in, out, n);
      case SWISH -> swish(a, in, out, n);
      case LEAKY_RELU -> leakyRelu(a, low, in, out, n);
      case CLIP -> clip(a, low, high, in, out, n);
    }
  }

  /** Applies an epilogue that tiles do not apply themselves to {@code n} stored sums. */
  static void finish(float[] a, Epilogue epilogue, int at, int residual, int n) {
    switch (epilogue) {
      case NONE -> {}
      case RELU -> map(a, Curve.RELU, 0, 0, at, at, n);
      case RELU6 -> map(a, Curve.RELU6, 0, 0, at, at, n);
      case HARD_SIGMOID -> map(a, Curve.HARD_SIGMOID, 0, 0, at, at, n);
      case HARD_SWISH -> map(a, Curve.HARD_SWISH, 0, 0, at, at, n);
      case RESIDUAL -> VectorArithmetic.combine(a, Arithmetic.ADD, at, residual, at, n);
    }
  }

  private static void relu(float[] a, int in, int out, int n) {
    for (int i = 0; i < n; i += B) {
      IntVector bits = FloatVector.fromArray(FLOATS, a, in + i).reinterpretAsInts();
      bits.lanewise(MAX, ZERO).reinterpretAsFloats().intoArray(a, out + i);
    }
  }

  private static void relu6(float[] a, int in, int out, int n) {
    for (int i = 0; i < n; i += B) {
      IntVector bits = FloatVector.fromArray(FLOATS, a, in + i).reinterpretAsInts();
      bits.lanewise(MAX, ZERO).lanewise(MIN, SIX).reinterpretAsFloats().intoArray(a, out + i);
    }
  }

  private static void hardSigmoid(float[] a, int in, int out, int n) {
    for (int i = 0; i < n; i += B) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, in + i);
      IntVector bits = x.fma(SIXTH, HALF).reinterpretAsInts();
      bits.lanewise(MAX, ZERO).lanewise(MIN, ONE).reinterpretAsFloats().intoArray(a, out + i);
    }
  }

  private static void hardSwish(float[] a, int in, int out, int n) {
    for (int i = 0; i < n; i += B) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, in + i);
      IntVector bits = x.fma(SIXTH, HALF).reinterpretAsInts();
      FloatVector factor = bits.lanewise(MAX, ZERO).lanewise(MIN, ONE).reinterpretAsFloats();
      factor.mul(x).intoArray(a, out + i);
    }
  }

  private static void sigmoid(float[] a, int in, int out, int n) {
    for (int i = 0; i < n; i += B) {
      sigmoid(FloatVector.fromArray(FLOATS, a, in + i)).intoArray(a, out + i);
    }
  }

  private static void swish(float[] a, int in, int out, int n) {
    for (int i = 0; i < n; i += B) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, in + i);
      x.mul(sigmoid(x)).intoArray(a, out + i);
    }
  }

  private static void leakyRelu(float[] a, float slope, int in, int out, int n) {
    for (int i = 0; i < n; i += B) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, in + i);
      x.blend(x.mul(slope), x.compare(LT, 0f)).intoArray(a, out + i);
    }
  }

  private static void clip(float[] a, float low, float high, int in, int out, int n) {
    for (int i = 0; i < n; i += B) {
      FloatVector.fromArray(FLOATS, a, in + i).max(low).min(high).intoArray(a, out + i);
    }
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    return one.div(exp(x.neg()).add(one));
  }

  /** Computes {@link ScalarKernels#exp} in the same steps. */
  private static FloatVector exp(FloatVector x) {
    FloatVector rounder = FloatVector.broadcast(FLOATS, Exponential.ROUNDER);
    FloatVector bounded = x.max(Exponential.LOWEST).min(Exponential.HIGHEST);
    FloatVector shifted = bounded.fma(broadcast(Exponential.LOG2E), rounder);
    FloatVector n = shifted.sub(rounder);
    FloatVector r = n.fma(broadcast(-Exponential.LN2_HIGH), bounded);
    r = n.fma(broadcast(-Exponential.LN2_LOW), r);
    FloatVector p = broadcast(Exponential.C0);
    p = p.fma(r, broadcast(Exponential.C1));
    p = p.fma(r, broadcast(Exponential.C2));
    p = p.fma(r, broadcast(Exponential.C3));
    p = p.fma(r, broadcast(Exponential.C4));
    p = p.fma(r, broadcast(Exponential.C5));
    FloatVector y = p.fma(r.mul(r), r).add(1f);
    return y.mul(
        shifted
            .reinterpretAsInts()
            .sub(rounder.reinterpretAsInts())
            .add(127)
            .lanewise(LSHL, 23)
            .reinterpretAsFloats());
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
