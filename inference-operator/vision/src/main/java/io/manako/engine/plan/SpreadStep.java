package io.manako.engine.plan;

import java.util.Arrays;
import java.util.List;

/**
 * Copies a map's pixels into a larger map of zeros, {@code strideY} rows and {@code strideX}
 * columns apart.
 */
record SpreadStep(int strideY, int strideX, FeatureMap in, FeatureMap out) implements Step {
  @Override
  public void run(Workspace w, int thread, int count) {
    int planes = in.blocks() * count;
    int end = Step.share(planes, thread + 1, w.threads);
    for (int p = Step.share(planes, thread, w.threads); p < end; p++) {
      plane(w.arena, in.at(p / count, p % count), out.at(p / count, p % count));
    }
  }

  private void plane(float[] a, int from, int to) {
    int block = in.block();
    Arrays.fill(a, to, to + out.plane(), 0f);
    for (int y = 0; y < in.height(); y++) {
      for (int x = 0; x < in.width(); x++) {
        int pixel = to + y * strideY * out.row() + x * strideX * block;
        System.arraycopy(a, from + y * in.row() + x * block, a, pixel, block);
      }
    }
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(in.buffer(), out.buffer());
  }
}
