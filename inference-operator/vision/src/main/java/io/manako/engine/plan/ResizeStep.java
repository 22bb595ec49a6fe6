package io.manako.engine.plan;

import io.manako.graph.Resampling;
import io.manako.graph.Resampling.Mode;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Resamples maps: every output pixel blends four input pixels or copies one. */
final class ResizeStep implements Step {
  private final FeatureMap in;
  private final FeatureMap out;
  private final Axis rows;
  private final Axis columns;

  ResizeStep(Resampling sampling, FeatureMap in, FeatureMap out) {
    this.in = in;
    this.out = out;
    this.rows =
        Axis.of(
            sampling.mode(),
            out.height(),
            in.height(),
            i -> sampling.row(i, in.height(), out.height()));
    this.columns =
        Axis.of(
            sampling.mode(),
            out.width(),
            in.width(),
            i -> sampling.column(i, in.width(), out.width()));
  }

  /** Input samples before and behind each output sample, and the weight of the one behind. */
  private record Axis(int[] before, int[] behind, float[] weight) {
    static Axis of(Mode mode, int out, int in, IntToDoubleFunction position) {
      Axis axis = new Axis(new int[out], new int[out], new float[out]);
      for (int i = 0; i < out; i++) {
        axis.set(i, mode, Math.max(0, position.applyAsDouble(i)), in);
      }
      return axis;
    }

    private void set(int i, Mode mode, double x, int in) {
      before[i] = mode.before(x, in);
      behind[i] = Math.min(before[i] + 1, in - 1);
      weight[i] = mode == Mode.BILINEAR ? (float) (x - before[i]) : 0;
    }
  }

  @Override
  public void run(Workspace w, int thread, int count) {
    int planes = in.blocks() * count;
    int end = Step.share(planes, thread + 1, w.threads);
    for (int p = Step.share(planes, thread, w.threads); p < end; p++) {
      int from = in.at(p / count, p % count);
      int to = out.at(p / count, p % count);
      for (int y = 0; y < out.height(); y++) {
        row(w.arena, from, y, to + y * out.row());
      }
    }
  }

  private void row(float[] a, int from, int y, int to) {
    int block = in.block();
    int above = from + rows.before[y] * in.row();
    int below = from + rows.behind[y] * in.row();
    for (int x = 0; x < out.width(); x++) {
      int left = columns.before[x] * block;
      int right = columns.behind[x] * block;
      for (int l = 0; l < block; l++) {
        float top = blend(a[above + left + l], a[above + right + l], columns.weight[x]);
        float bottom = blend(a[below + left + l], a[below + right + l], columns.weight[x]);
        a[to + x * block + l] = blend(top, bottom, rows.weight[y]);
      }
    }
  }

  private static float blend(float a, float b, float weight) {
    return weight == 0 ? a : Math.fma(b - a, weight, a);
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(in.buffer(), out.buffer());
  }
}
