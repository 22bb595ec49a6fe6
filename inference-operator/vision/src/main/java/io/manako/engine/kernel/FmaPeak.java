package io.manako.engine.kernel;

import static io.manako.engine.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * How many fused multiply-adds one core of this machine does on registers alone: the roof under
 * which kernels are judged. Only where {@link KernelSelection#hasWideVectors} says so.
 */
public final class FmaPeak {
  private static final int STEPS = 1 << 20;
  private static final int ROUNDS = 40;

  /** Independent sums: two units of a latency of four or five cycles are kept busy by ten. */
  private static final int CHAINS = 12;

  private FmaPeak() {}

  /** GFLOP/s of the calling thread's core, the best of some tens of milliseconds. */
  public static double measure() {
    long best = Long.MAX_VALUE;
    float kept = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      kept += chains(STEPS, i);
      best = Math.min(best, System.nanoTime() - start);
    }
    // Uses the sums, so that they must be made; they never grow to this.
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
