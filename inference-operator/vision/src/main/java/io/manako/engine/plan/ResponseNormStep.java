package io.manako.engine.plan;

import io.manako.graph.Node;
import io.manako.graph.Node.LocalResponseNorm.Coefficients;
import java.util.List;

/**
 * Local response normalisation. Every pixel sums the squares of its channels in their order, so a
 * result has the same bits on every machine, in every batch and on any number of threads.
 */
record ResponseNormStep(Node.LocalResponseNorm node, FeatureMap in, FeatureMap out)
    implements Step {
  @Override
  public void run(Workspace w, int thread, int count) {
    int pixels = in.pixels() * count;
    int end = Step.share(pixels, thread + 1, w.threads);
    for (int p = Step.share(pixels, thread, w.threads); p < end; p++) {
      int offset = p * in.block();
      pixel(w.arena, in.at(0) + offset, out.at(0) + offset);
    }
  }

  private void pixel(float[] a, int from, int to) {
    int before = (node.size() - 1) / 2;
    int first = -1;
    int last = -1;
    float divisor = 1;
    // Channels that pad the last block must be finite numbers.
    for (int c = in.channels(); c < in.blocks() * in.block(); c++) {
      a[to + channel(c)] = 0;
    }
    for (int c = 0; c < in.channels(); c++) {
      int begin = Math.max(0, c - before);
      int end = Math.min(in.channels(), c - before + node.size());
      // Windows over the same channels have the same divisor.
      if (begin != first || end != last) {
        first = begin;
        last = end;
        divisor = divisor(a, from, begin, end);
      }
      a[to + channel(c)] = a[from + channel(c)] / divisor;
    }
  }

  private float divisor(float[] a, int from, int begin, int end) {
    float sum = 0;
    for (int channel = begin; channel < end; channel++) {
      float x = a[from + channel(channel)];
      sum = Math.fma(x, x, sum);
    }
    Coefficients c = node.coefficients();
    double base = Math.fma(c.alpha() / node.size(), sum, c.bias());
    // Square roots are correctly rounded on every machine, and StrictMath's powers are the same on
    // all.
    return (float) (c.beta() == 0.5f ? Math.sqrt(base) : StrictMath.pow(base, c.beta()));
  }

  private int channel(int c) {
    return c / in.block() * in.stride() + c % in.block();
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(in.buffer(), out.buffer());
  }
}
