package io.manako.engine.plan;

import io.manako.engine.kernel.Arithmetic;
import io.manako.engine.kernel.Curve;
import java.util.List;

/** Steps over maps that compute every channel block of every picture separately. */
final class MapSteps {
  private MapSteps() {}

  /** Computes the mean of every channel: global average pooling. */
  record Mean(FeatureMap in, FeatureMap out) implements Step {
    @Override
    public void run(Workspace w, int thread, int count) {
      int planes = in.blocks() * count;
      int end = Step.share(planes, thread + 1, w.threads);
      for (int p = Step.share(planes, thread, w.threads); p < end; p++) {
        int block = p / count;
        int picture = p % count;
        w.kernels.mean(w.arena, in.at(block, picture), in.pixels(), out.at(block, picture));
      }
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(in.buffer(), out.buffer());
    }
  }

  /** Combines a map with one value per channel; {@code out} may be {@code in}. */
  record PerChannel(Arithmetic operation, FeatureMap in, FeatureMap factors, FeatureMap out)
      implements Step {
    @Override
    public void run(Workspace w, int thread, int count) {
      int planes = in.blocks() * count;
      int end = Step.share(planes, thread + 1, w.threads);
      for (int p = Step.share(planes, thread, w.threads); p < end; p++) {
        int b = p / count;
        int n = p % count;
        int y = factors.at(b, n);
        w.kernels.broadcast(w.arena, operation, in.at(b, n), in.pixels(), y, out.at(b, n));
      }
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(in.buffer(), factors.buffer(), out.buffer());
    }
  }

  /** Combines two maps of one shape. */
  record Combine(Arithmetic operation, FeatureMap left, FeatureMap right, FeatureMap out)
      implements Step {
    @Override
    public void run(Workspace w, int thread, int count) {
      int end = Step.share(left.blocks(), thread + 1, w.threads);
      for (int b = Step.share(left.blocks(), thread, w.threads); b < end; b++) {
        int n = count * left.plane();
        w.kernels.combine(w.arena, operation, left.at(b, 0), right.at(b, 0), out.at(b, 0), n);
      }
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(left.buffer(), right.buffer(), out.buffer());
    }
  }

  /** Applies a curve to a map. */
  record Map(Curve curve, float low, float high, FeatureMap in, FeatureMap out) implements Step {
    @Override
    public void run(Workspace w, int thread, int count) {
      int end = Step.share(in.blocks(), thread + 1, w.threads);
      for (int b = Step.share(in.blocks(), thread, w.threads); b < end; b++) {
        w.kernels.map(w.arena, curve, low, high, in.at(b, 0), out.at(b, 0), count * in.plane());
      }
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(in.buffer(), out.buffer());
    }
  }

  /** Copies the channel blocks of a map behind those of another: a concatenation by channels. */
  record CopyBlocks(FeatureMap in, FeatureMap out, int firstBlock) implements Step {
    @Override
    public void run(Workspace w, int thread, int count) {
      int end = Step.share(in.blocks(), thread + 1, w.threads);
      for (int b = Step.share(in.blocks(), thread, w.threads); b < end; b++) {
        int to = out.at(firstBlock + b, 0);
        System.arraycopy(w.arena, in.at(b, 0), w.arena, to, count * in.plane());
      }
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(in.buffer(), out.buffer());
    }
  }
}
