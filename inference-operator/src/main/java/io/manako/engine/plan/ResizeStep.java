package io.manako.engine.plan;

import io.manako.graph.Node;
import java.util.List;

/** Resampling of maps; every output pixel blends four input pixels, or takes one. */
final class ResizeStep implements Step {
  private final FeatureMap in;
  private final FeatureMap out;
  private final Axis rows;
  private final Axis columns;

  ResizeStep(Node.Resize node, FeatureMap in, FeatureMap out) {
    this.in = in;
    this.out = out;
    this.rows = Axis.of(node, in.height(), out.height());
    this.columns = Axis.of(node, in.width(), out.width());
  }

  /** Per output index: the sample before, the one behind, and how much of the latter. */
  private record Axis(int[] before, int[] behind, float[] weight) {
    static Axis of(Node.Resize node, int in, int out) {
      Axis axis = new Axis(new int[out], new int[out], new float[out]);
      for (int i = 0; i < out; i++) {
        axis.set(node, i, node.grid().position(i, in, out), in);
      }
      return axis;
    }

    private void set(Node.Resize node, int i, double position, int in) {
      double x = Math.max(0, position);
      before[i] = Math.min((int) x, in - 1);
      behind[i] = Math.min(before[i] + 1, in - 1);
      boolean nearest = node.mode() == Node.Resize.Mode.NEAREST;
      weight[i] = nearest ? 0 : (float) (x - before[i]);
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
