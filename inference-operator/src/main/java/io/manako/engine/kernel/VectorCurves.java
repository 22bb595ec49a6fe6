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

/** Point-wise functions in vectors, with the same bits as in {@link ScalarKernels}. */
final class VectorCurves {
  private VectorCurves() {}

  /** {@link Kernels#map}. */
  static void map(float[] a, Curve curve, float low, float high, int in, int out, int n) {
    for (int i = 0; i < n; i += B) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, in + i);
      int at = out + i;
      switch (curve) {
        case RELU -> clampLow(x).intoArray(a, at);
        case RELU6 ->
            clampLow(x)
                .reinterpretAsInts()
                .lanewise(MIN, SIX)
                .reinterpretAsFloats()
                .intoArray(a, at);
        case HARD_SIGMOID -> hardSigmoid(x).intoArray(a, at);
        case HARD_SWISH -> hardSigmoid(x).mul(x).intoArray(a, at);
        case SIGMOID -> sigmoid(x).intoArray(a, at);
        case SWISH -> x.mul(sigmoid(x)).intoArray(a, at);
        case LEAKY_RELU -> x.blend(x.mul(low), x.compare(LT, 0f)).intoArray(a, at);
        case CLIP -> x.max(low).min(high).intoArray(a, at);
      }
    }
  }

  private static FloatVector clampLow(FloatVector x) {
    return x.reinterpretAsInts().lanewise(MAX, ZERO).reinterpretAsFloats();
  }

  private static FloatVector hardSigmoid(FloatVector x) {
    return clampLow(x.fma(SIXTH, HALF))
        .reinterpretAsInts()
        .lanewise(MIN, ONE)
        .reinterpretAsFloats();
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    return one.div(exp(x.neg()).add(one));
  }

  /** {@link ScalarKernels#exp}, step by step. */
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
