package io.manako.engine.plan;

import io.manako.engine.kernel.DepthwiseLayer;
import io.manako.engine.kernel.Operands;
import io.manako.engine.kernel.PointwiseLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution, alone or behind an expansion, computed in panels of channels. The expanded
 * panel stays in the first-level cache, and the expansion's weights are read once for all pictures.
 * The step is for maps that are small enough for the input to stay in the cache too.
 */
final class ChannelStep implements Step {
  private final @Nullable PointwiseLayer expand;
  private final Finish expandFinish;
  private final DepthwiseLayer depthwise;
  private final Finish finish;
  private final Padding padding;
  private final FeatureMap in;
  private final FeatureMap out;
  private final Buffer scratch;
  private final int plane;
  private final Planes.Filling zero;
  private final int joined;

  /**
   * Expansion before the depthwise convolution.
   *
   * @param stage layer of all panels and its activation
   * @param joinsRows whether all rows are expanded as one run of pixels and then moved apart
   */
  record Expansion(Stage<PointwiseLayer> stage, boolean joinsRows) {}

  /**
   * Maps that the step reads and writes.
   *
   * @param in map that is expanded, or convolved if there is no expansion
   * @param padding padding around the map that is convolved
   * @param out depthwise result
   */
  record Maps(FeatureMap in, Padding padding, FeatureMap out) {}

  /** Creates the step; without {@code expansion}, it convolves the input itself. */
  ChannelStep(
      @Nullable Expansion expansion, Stage<DepthwiseLayer> depthwise, Maps maps, int threads) {
    this.expand = expansion == null ? null : expansion.stage().layer();
    this.expandFinish = expansion == null ? Finish.NONE : expansion.stage().finish();
    this.depthwise = depthwise.layer();
    this.finish = depthwise.finish();
    this.padding = maps.padding();
    this.in = maps.in();
    this.out = maps.out();
    this.zero = new Planes.Filling(0, in.width(), in.block());
    this.plane = padding.rows(padding.outputHeight()) * padding.width() * in.block();
    this.joined = expansion != null && expansion.joinsRows() ? in.plane() : 0;
    this.scratch = new Buffer(Math.multiplyExact(threads, widestPanel() * (plane + joined)));
  }

  private int widestPanel() {
    int widest = 1;
    for (int p = 0; expand != null && p < expand.panels().count(); p++) {
      widest = Math.max(widest, expand.panels().blocks(p));
    }
    return widest;
  }

  @Override
  public void run(Workspace w, int thread, int count) {
    if (expand == null) {
      int planes = out.blocks() * count;
      int end = Step.share(planes, thread + 1, w.threads);
      for (int p = Step.share(planes, thread, w.threads); p < end; p++) {
        copyPlane(w, thread, p / count, p % count);
      }
      return;
    }
    clearBorder(w.arena, at(w, thread), widestPanel());
    int panels = expand.panels().count();
    int end = Step.share(panels, thread + 1, w.threads);
    for (int p = Step.share(panels, thread, w.threads); p < end; p++) {
      for (int n = 0; n < count; n++) {
        expandPanel(w, thread, expand, p, n);
      }
    }
  }

  /** Index of a thread's scratch memory. */
  private int at(Workspace w, int thread) {
    return scratch.offset() + thread * (scratch.size() / w.threads);
  }

  private void copyPlane(Workspace w, int thread, int channelBlock, int picture) {
    int at = at(w, thread);
    Planes.copy(w.arena, in.at(channelBlock, picture), at, in.height(), padding, zero);
    Operands o = w.operands(thread);
    o.in().set(at, plane, padding.width() * in.block());
    convolve(w, o, channelBlock, picture);
  }

  private void expandPanel(Workspace w, int thread, PointwiseLayer layer, int panel, int picture) {
    int at = at(w, thread);
    int first = layer.panels().firstBlock(panel);
    int blocks = layer.panels().blocks(panel);
    int row = padding.width() * in.block();
    int inner = at + padding.top() * row + padding.left() * in.block();
    int rows = Math.min(in.height(), padding.rows(padding.outputHeight()) - padding.top());
    boolean isJoined = joined > 0;
    int to = isJoined ? at + widestPanel() * plane : inner;
    int toPlane = isJoined ? joined : plane;
    Operands o = w.operands(thread);
    // The kernel addresses its output from channel block 0, which the scratch memory does not have.
    o.out().set(to - first * toPlane, toPlane, isJoined ? 0 : row);
    o.in().set(in.at(picture), in.stride(), in.row());
    o.pixels(isJoined ? 1 : rows, isJoined ? rows * in.width() : in.width());
    o.panels(panel, panel + 1);
    w.kernels.pointwise(layer, o);
    o.out().shift(first * toPlane);
    if (isJoined) {
      expandFinish.apply(w, o.out(), blocks, rows * in.row());
      moveApart(w.arena, to, inner, blocks, rows);
    } else if (expandFinish.curve() != null) {
      expandFinish.apply(w, o.out(), blocks, (rows - 1) * row + in.row());
      clearBorder(w.arena, at, blocks);
    }
    for (int b = 0; b < blocks; b++) {
      o.in().set(at + b * plane, plane, row);
      convolve(w, o, first + b, picture);
    }
  }

  private void moveApart(float[] a, int from, int to, int blocks, int rows) {
    int row = padding.width() * in.block();
    for (int b = 0; b < blocks; b++) {
      for (int r = 0; r < rows; r++) {
        int x = from + b * joined + r * in.row();
        System.arraycopy(a, x, a, to + b * plane + r * row, in.row());
      }
    }
  }

  private void clearBorder(float[] a, int at, int blocks) {
    int row = padding.width() * in.block();
    int rows = padding.rows(padding.outputHeight());
    int below = Math.min(rows, padding.top() + in.height());
    for (int b = 0; b < blocks; b++) {
      int x = at + b * plane;
      Planes.fillSides(a, x, rows, padding, zero);
      Arrays.fill(a, x, x + padding.top() * row, 0f);
      Arrays.fill(a, x + below * row, x + plane, 0f);
    }
  }

  private void convolve(Workspace w, Operands o, int channelBlock, int picture) {
    o.out().set(out.at(channelBlock, picture), out.stride(), out.row());
    o.pixels(out.height(), out.width());
    w.kernels.depthwise(depthwise, channelBlock, o);
    finish.apply(w, o.out(), 1, out.plane());
  }

  @Override
  public List<Buffer> buffers() {
    return new ArrayList<>(List.of(in.buffer(), out.buffer(), scratch));
  }
}
