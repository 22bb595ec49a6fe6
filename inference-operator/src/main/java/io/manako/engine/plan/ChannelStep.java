package io.manako.engine.plan;

import io.manako.engine.kernel.DepthwiseLayer;
import io.manako.engine.kernel.PointwiseLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A depthwise convolution, or an expansion and the depthwise convolution behind it, panel by panel
 * of channels: the expanded panel stays in the first-level cache and the expansion's weights pass
 * once for all pictures. For maps small enough that the input stays in cache too.
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
   * The expansion before the depthwise convolution.
   *
   * @param stage of all panels
   * @param joinsRows whether to expand all rows as one run of pixels and move them apart then
   */
  record Expansion(Stage<PointwiseLayer> stage, boolean joinsRows) {}

  /**
   * Where the step reads and writes.
   *
   * @param in the map that is expanded, or convolved where there is no expansion
   * @param padding around the map that is convolved
   * @param out the depthwise result
   */
  record Maps(FeatureMap in, Padding padding, FeatureMap out) {}

  /** Without {@code expansion} the input is convolved as it is. */
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
    int at = scratch.offset() + thread * (scratch.size() / w.threads);
    if (expand == null) {
      int planes = out.blocks() * count;
      int end = Step.share(planes, thread + 1, w.threads);
      for (int p = Step.share(planes, thread, w.threads); p < end; p++) {
        copyPlane(w, at, p / count, p % count);
      }
      return;
    }
    clearBorder(w.arena, at, widestPanel());
    int panels = expand.panels().count();
    int end = Step.share(panels, thread + 1, w.threads);
    for (int p = Step.share(panels, thread, w.threads); p < end; p++) {
      for (int n = 0; n < count; n++) {
        expandPanel(w, expand, at, p, n);
      }
    }
  }

  private void copyPlane(Workspace w, int at, int channelBlock, int picture) {
    Planes.copy(w.arena, in.at(channelBlock, picture), at, in.height(), padding, zero);
    convolve(w, at, channelBlock, picture);
  }

  private void expandPanel(Workspace w, PointwiseLayer layer, int at, int panel, int picture) {
    int first = layer.panels().firstBlock(panel);
    int blocks = layer.panels().blocks(panel);
    int row = padding.width() * in.block();
    int inner = at + padding.top() * row + padding.left() * in.block();
    int rows = Math.min(in.height(), padding.rows(padding.outputHeight()) - padding.top());
    boolean isJoined = joined > 0;
    int to = isJoined ? at + widestPanel() * plane : inner;
    int toPlane = isJoined ? joined : plane;
    // The kernel counts its output from channel block 0, which the scratch memory does not have.
    int origin = to - first * toPlane;
    w.kernels.pointwise(
        w.arena,
        w.weights,
        layer,
        in.at(picture),
        in.stride(),
        in.row(),
        origin,
        toPlane,
        isJoined ? 0 : row,
        0,
        isJoined ? 1 : rows,
        isJoined ? rows * in.width() : in.width(),
        panel,
        panel + 1);
    if (isJoined) {
      expandFinish.apply(w, to, joined, blocks, rows * in.row());
      moveApart(w.arena, to, inner, blocks, rows);
    } else if (expandFinish.curve() != null) {
      expandFinish.apply(w, inner, plane, blocks, (rows - 1) * row + in.row());
      clearBorder(w.arena, at, blocks);
    }
    for (int b = 0; b < blocks; b++) {
      convolve(w, at + b * plane, first + b, picture);
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

  private void convolve(Workspace w, int from, int channelBlock, int picture) {
    int to = out.at(channelBlock, picture);
    w.kernels.depthwise(
        w.arena,
        w.weights,
        depthwise,
        channelBlock,
        from,
        padding.width() * in.block(),
        to,
        out.row(),
        out.height(),
        out.width());
    finish.apply(w, to, 0, 1, out.plane());
  }

  @Override
  public List<Buffer> buffers() {
    return new ArrayList<>(List.of(in.buffer(), out.buffer(), scratch));
  }
}
