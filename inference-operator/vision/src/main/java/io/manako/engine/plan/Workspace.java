package io.manako.engine.plan;

import io.manako.engine.kernel.Kernels;

/** What steps work on. */
final class Workspace {
  final Kernels kernels;
  final float[] arena;
  final float[] weights;
  final int threads;

  /** The batch of pictures of the run that is on. */
  float[] pictures = new float[0];

  Workspace(Kernels kernels, float[] arena, float[] weights, int threads) {
    this.kernels = kernels;
    this.arena = arena;
    this.weights = weights;
    this.threads = threads;
  }
}
