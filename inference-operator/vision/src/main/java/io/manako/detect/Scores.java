package io.manako.detect;

/** Functions from raw numbers to scores, the same on every machine. */
final class Scores {
  private Scores() {}

  /** Returns 1 / (1 + e⁻ˣ). */
  static float sigmoid(float x) {
    return (float) (1 / (1 + StrictMath.exp(-x)));
  }

  /** Replaces raw numbers by their softmax. */
  static void softmax(float[] x) {
    float max = Float.NEGATIVE_INFINITY;
    for (float v : x) {
      max = Math.max(max, v);
    }
    double sum = 0;
    for (float v : x) {
      sum += StrictMath.exp(v - max);
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (StrictMath.exp(x[i] - max) / sum);
    }
  }
}
