package io.manako.engine.plan;

import io.manako.engine.kernel.DepthwiseLayer;
import io.manako.engine.kernel.Operands;
import io.manako.engine.kernel.PointwiseLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution with the producer of its input and, if there is one, the projection behind
 * it, computed in strips of rows. The expanded map and, before a projection, the depthwise result
 * never leave the cache. Rows that two strips share are moved instead of computed twice.
 */
final class StripStep implements Step {
  private final StripProducer producer;
  private final Stage<DepthwiseLayer> depthwise;
  private final @Nullable Stage<PointwiseLayer> project;
  private final Padding padding;
  private final Strip strip;
  private final FeatureMap out;
  private final @Nullable FeatureMap residual;
  private final Buffer expanded;
  private final Buffer reduced;
  private final StripProducer.Rows[] rows;
  private final Planes.Filling zero;

  /**
   * Projection behind the depthwise convolution.
   *
   * @param stage layer of all panels and its activation
   * @param residual map that is added, or null
   */
  record Projection(Stage<PointwiseLayer> stage, @Nullable FeatureMap residual) {}

  /**
   * Stages that every strip runs through.
   *
   * @param producer producer of the depthwise convolution's input
   * @param depthwise depthwise convolution
   * @param projection projection, or null if the depthwise result is the output
   */
  record Stages(
      StripProducer producer, Stage<DepthwiseLayer> depthwise, @Nullable Projection projection) {}

  /**
   * Creates a step that runs stages strip by strip.
   *
   * @param strip division of the rows
   * @param out output of the last stage
   */
  StripStep(Stages stages, Strip strip, FeatureMap out, int threads) {
    Projection projection = stages.projection();
    this.producer = stages.producer();
    this.depthwise = stages.depthwise();
    this.project = projection == null ? null : projection.stage();
    this.residual = projection == null ? null : projection.residual();
    this.padding = strip.padding();
    this.strip = strip;
    this.out = out;
    this.expanded = new Buffer(Math.multiplyExact(threads, strip.expandedFloats()));
    this.reduced = new Buffer(project == null ? 0 : threads * strip.reducedFloats());
    this.zero = new Planes.Filling(0, strip.mapWidth(), strip.block());
    this.rows = new StripProducer.Rows[threads];
    for (int t = 0; t < threads; t++) {
      rows[t] = new StripProducer.Rows();
    }
  }

  @Override
  public void run(Workspace w, int thread, int count) {
    int threads = w.threads;
    if (count % threads == 0) {
      int end = Step.share(count, thread + 1, threads);
      for (int n = Step.share(count, thread, threads); n < end; n++) {
        rows(w, thread, n, 0, out.height());
      }
      return;
    }
    for (int n = 0; n < count; n++) {
      int from = Step.share(out.height(), thread, threads);
      rows(w, thread, n, from, Step.share(out.height(), thread + 1, threads));
    }
  }

  private void rows(Workspace w, int thread, int picture, int from, int to) {
    int e = expanded.offset() + thread * strip.expandedFloats();
    Planes.fillSides(w.arena, e, strip.expandedRows() * strip.blocks(), padding, zero);
    rows[thread].picture = picture;
    for (int row = from; row < to; row += strip.rows()) {
      int n = Math.min(strip.rows(), to - row);
      int kept = row == from ? 0 : keep(w.arena, e);
      fill(w, thread, e, row, kept, n);
      convolve(w, thread, picture, row, n);
    }
  }

  /**
   * Moves the rows that the last strip shares with the next one to the front and returns their
   * number.
   */
  private int keep(float[] a, int e) {
    int moved = strip.rows() * padding.sliding().strideY();
    int kept = strip.expandedRows() - moved;
    for (int b = 0; kept > 0 && b < strip.blocks(); b++) {
      int at = e + b * strip.expandedPlane();
      System.arraycopy(a, at + moved * strip.row(), a, at, kept * strip.row());
    }
    return Math.max(0, kept);
  }

  /**
   * Produces the rows under the windows of {@code n} output rows, except the first {@code kept}
   * rows.
   */
  private void fill(Workspace w, int thread, int e, int row, int kept, int n) {
    StripProducer.Rows part = rows[thread];
    int first = padding.firstRow(row);
    int needed = padding.rows(n);
    int begin = Math.min(needed, Math.max(kept, -first));
    int end = Math.max(begin, Math.min(needed, strip.mapHeight() - first));
    clear(w.arena, e, kept, begin);
    clear(w.arena, e, end, needed);
    part.first = first + begin;
    part.count = end - begin;
    if (part.count > 0) {
      int at = e + begin * strip.row() + padding.left() * strip.block();
      w.operands(thread).out().set(at, strip.expandedPlane(), strip.row());
      producer.produce(w, part, w.operands(thread));
    }
  }

  private void clear(float[] a, int e, int fromRow, int toRow) {
    for (int b = 0; fromRow < toRow && b < strip.blocks(); b++) {
      int at = e + b * strip.expandedPlane();
      Arrays.fill(a, at + fromRow * strip.row(), at + toRow * strip.row(), 0f);
    }
  }

  private void convolve(Workspace w, int thread, int picture, int row, int n) {
    int e = expanded.offset() + thread * strip.expandedFloats();
    boolean last = project == null;
    int width = out.width() * strip.block();
    int stride = last ? out.stride() : strip.reducedPlane();
    int at =
        last
            ? out.at(picture) + row * out.row()
            : reduced.offset() + thread * strip.reducedFloats();
    Operands o = w.operands(thread);
    o.pixels(n, out.width());
    for (int b = 0; b < strip.blocks(); b++) {
      o.in().set(e + b * strip.expandedPlane(), strip.expandedPlane(), strip.row());
      o.out().set(at + b * stride, stride, width);
      w.kernels.depthwise(depthwise.layer(), b, o);
    }
    o.out().set(at, stride, width);
    depthwise.finish().apply(w, o.out(), strip.blocks(), n * width);
    if (project != null) {
      o.in().set(at, stride, width);
      o.pixels(1, n * out.width());
      project(w, project, o, picture, row * out.row());
    }
  }

  /**
   * Projects the operands' input into a picture, {@code skipped} floats behind the start of each
   * channel block.
   */
  private void project(
      Workspace w, Stage<PointwiseLayer> stage, Operands o, int picture, int skipped) {
    o.out().set(out.at(picture) + skipped, out.stride(), 0);
    o.residual(residual == null ? 0 : residual.at(picture) + skipped);
    o.panels(0, stage.layer().panels().count());
    w.kernels.pointwise(stage.layer(), o);
    stage.finish().apply(w, o.out(), out.blocks(), o.columns() * strip.block());
  }

  @Override
  public List<Buffer> buffers() {
    List<Buffer> all = new ArrayList<>(producer.buffers());
    all.addAll(List.of(out.buffer(), expanded, reduced));
    if (residual != null) {
      all.add(residual.buffer());
    }
    return all;
  }
}
