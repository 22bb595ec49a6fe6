package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * Measures how many fused multiply-adds one core of this machine computes on registers alone: the
 * upper bound with which kernels are compared. The class requires {@link
 * KernelSelection#hasWideVectors}.
 */
public final class FmaPeak {
  private static final int STEPS = 1 << 20;
  private static final int ROUNDS = 40;

  /** Independent sums: ten of them keep two units with a latency of four or five cycles busy. */
  private static final int CHAINS = 12;

  private FmaPeak() {}

  /**
   * Returns the GFLOP/s of the calling thread's core: the best of several rounds, which take some
   * tens of milliseconds in all.
   */
  public static double measure() {
    long best = Long.MAX_VALUE;
    float kept = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      kept += chains(STEPS, i);
      best = Math.min(best, System.nanoTime() - start);
    }
    // Reads the sums so that the compiler keeps them; they never reach this value.
    return kept == Float.MAX_VALUE ? 0 : 2.0 * FLOATS.length() * CHAINS * STEPS / best;
  }

  private static float chains(int steps, float seed) {
    FloatVector x = FloatVector.broadcast(FLOATS, 0.5f);
    FloatVector y = FloatVector.broadcast(FLOATS, seed);
    FloatVector a = y;
    FloatVector b = y;
    FloatVector c = y;
    FloatVector d = y;
    FloatVector e = y;
    FloatVector f = y;
    FloatVector g = y;
    FloatVector h = y;
    FloatVector i = y;
    FloatVector j = y;
    FloatVector k = y;
    FloatVector l = y;
    for (int n = 0; n < steps; n++) {
      a = x.fma(y, a);
      b = x.fma(y, b);
      c = x.fma(y, c);
      d = x.fma(y, d);
      e = x.fma(y, e);
      f = x.fma(y, f);
      g = x.fma(y, g);
      h = x.fma(y, h);
      i = x.fma(y, i);
      j = x.fma(y, j);
      k = x.fma(y, k);
      l = x.fma(y, l);
    }
    FloatVector half = a.add(b).add(c).add(d).add(e).add(f);
    return half.add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
  }
}
