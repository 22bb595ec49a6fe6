package io.manako.engine.plan;

import io.manako.engine.kernel.Operands;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes maxima or means of windows.
 *
 * @param factors one factor per output pixel, the reciprocal of the number of values in its mean;
 *     null for a maximum
 */
record PoolStep(PaddedMap in, FeatureMap out, Padding padding, float @Nullable [] factors)
    implements Step {
  @Override
  public void run(Workspace w, int thread, int count) {
    int planes = out.blocks() * count;
    int end = Step.share(planes, thread + 1, w.threads);
    for (int p = Step.share(planes, thread, w.threads); p < end; p++) {
      int from = in.at(p % count) + p / count * in.stride();
      plane(w, w.operands(thread), from, out.at(p / count, p % count));
    }
  }

  private void plane(Workspace w, Operands o, int from, int to) {
    o.in().set(from, 0, in.row());
    o.out().set(to, 0, out.row());
    o.pixels(out.height(), out.width());
    if (factors == null) {
      w.kernels.maximum(padding.sliding(), o);
      return;
    }
    w.kernels.sum(padding.sliding(), o);
    for (int i = 0; i < out.plane(); i++) {
      w.arena[to + i] *= factors[i / out.block()];
    }
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(in.buffer(), out.buffer());
  }
}
