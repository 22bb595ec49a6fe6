package io.manako.engine.plan;

import io.manako.engine.kernel.Kernels;
import io.manako.engine.kernel.Operands;

/** Kernels and memory that steps work with. */
final class Workspace {
  final Kernels kernels;
  final float[] arena;
  final float[] weights;
  final int threads;

  private final Operands[] operands;

  /** Pictures of the current run. */
  float[] pictures = new float[0];

  Workspace(Kernels kernels, float[] arena, float[] weights, int threads) {
    this.kernels = kernels;
    this.arena = arena;
    this.weights = weights;
    this.threads = threads;
    this.operands = new Operands[threads];
    for (int t = 0; t < threads; t++) {
      operands[t] = new Operands(arena, weights);
    }
  }

  /** Operands of the kernels that a thread calls; the thread sets them before each call. */
  Operands operands(int thread) {
    return operands[thread];
  }
}
