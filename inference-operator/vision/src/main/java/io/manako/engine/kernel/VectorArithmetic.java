package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.B;
import static io.manako.engine.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** Point-wise operations on two values, in vectors. */
final class VectorArithmetic {
  private VectorArithmetic() {}

  /** Implements {@link Kernels#broadcast}. */
  static void broadcast(
      float[] a, Arithmetic operation, int in, int pixels, int perChannel, int out) {
    FloatVector y = FloatVector.fromArray(FLOATS, a, perChannel);
    for (int i = 0; i < pixels * B; i += B) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, in + i);
      switch (operation) {
        case ADD -> x.add(y).intoArray(a, out + i);
        case SUB -> x.sub(y).intoArray(a, out + i);
        case MUL -> x.mul(y).intoArray(a, out + i);
        case DIV -> x.div(y).intoArray(a, out + i);
      }
    }
  }

  /** Implements {@link Kernels#combine}. */
  static void combine(float[] a, Arithmetic operation, int left, int right, int out, int n) {
    for (int i = 0; i < n; i += B) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, left + i);
      FloatVector y = FloatVector.fromArray(FLOATS, a, right + i);
      switch (operation) {
        case ADD -> x.add(y).intoArray(a, out + i);
        case SUB -> x.sub(y).intoArray(a, out + i);
        case MUL -> x.mul(y).intoArray(a, out + i);
        case DIV -> x.div(y).intoArray(a, out + i);
      }
    }
  }
}
