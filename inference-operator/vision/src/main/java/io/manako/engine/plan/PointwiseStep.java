package io.manako.engine.plan;

import io.manako.engine.kernel.Operands;
import io.manako.engine.kernel.PointwiseLayer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 1×1 convolution or fully connected layer over all pictures at once, so that its weights pass
 * through the cache once per run.
 */
final class PointwiseStep implements Step {
  /** Fewest pixels of a thread for which a split by pixels is worth the extra ends of its runs. */
  private static final int LEAST_PIXELS = 28;

  private final PointwiseLayer layer;
  private final FeatureMap in;
  private final FeatureMap out;
  private final @Nullable FeatureMap residual;
  private final Finish finish;

  /**
   * Creates the step of a layer between two maps.
   *
   * @param residual map that is added before the activation, or null
   */
  PointwiseStep(
      Stage<PointwiseLayer> stage, FeatureMap in, FeatureMap out, @Nullable FeatureMap residual) {
    this.layer = stage.layer();
    this.in = in;
    this.out = out;
    this.residual = residual;
    this.finish = stage.finish();
  }

  @Override
  public void run(Workspace w, int thread, int count) {
    int pixels = count * in.pixels();
    int panels = layer.panels().count();
    int threads = w.threads;
    boolean byPixels = panels % threads != 0 && pixels >= LEAST_PIXELS * threads;
    int from = byPixels ? Step.share(pixels, thread, threads) : 0;
    int to = byPixels ? Step.share(pixels, thread + 1, threads) : pixels;
    int firstPanel = byPixels ? 0 : Step.share(panels, thread, threads);
    int endPanel = byPixels ? panels : Step.share(panels, thread + 1, threads);
    if (firstPanel == endPanel || from == to) {
      return;
    }
    int skipped = from * layer.block();
    Operands o = w.operands(thread);
    o.in().set(in.at(0) + skipped, in.stride(), 0);
    o.out().set(out.at(0) + skipped, out.stride(), 0);
    o.residual(residual == null ? 0 : residual.at(0) + skipped);
    o.pixels(1, to - from);
    o.panels(firstPanel, endPanel);
    w.kernels.pointwise(layer, o);
    int first = layer.panels().firstBlock(firstPanel);
    int blocks = layer.panels().firstBlock(endPanel) - first;
    o.out().shift(first * out.stride());
    finish.apply(w, o.out(), blocks, (to - from) * layer.block());
  }

  @Override
  public List<Buffer> buffers() {
    return Stream.of(in, out, residual).filter(m -> m != null).map(FeatureMap::buffer).toList();
  }
}
