package io.manako.engine.plan;

import io.manako.engine.kernel.Operands;
import io.manako.engine.kernel.WindowLayer;
import io.manako.engine.kernel.WindowTaps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Convolution with a window over several input channels; threads divide the output rows. */
final class WindowStep implements Step {
  private final Stage<WindowLayer> stage;
  private final Padding padding;
  private final @Nullable Pictures pictures;
  private final @Nullable PaddedMap map;
  private final FeatureMap out;
  private final WindowTaps taps;

  private WindowStep(
      Stage<WindowLayer> stage,
      Padding padding,
      @Nullable Pictures pictures,
      @Nullable PaddedMap map,
      FeatureMap out) {
    this.stage = stage;
    this.padding = padding;
    this.pictures = pictures;
    this.map = map;
    this.out = out;
    int row = pictures != null ? pictures.layout().rowStride() : map == null ? 0 : map.row();
    this.taps = new WindowTaps(stage.layer(), row, map == null ? 0 : map.stride());
  }

  static WindowStep of(
      Stage<WindowLayer> stage, Padding padding, Pictures pictures, FeatureMap out) {
    return new WindowStep(stage, padding, pictures, null, out);
  }

  static WindowStep of(Stage<WindowLayer> stage, Padding padding, PaddedMap map, FeatureMap out) {
    return new WindowStep(stage, padding, null, map, out);
  }

  @Override
  public void run(Workspace w, int thread, int count) {
    int rows = count * out.height();
    int end = Step.share(rows, thread + 1, w.threads);
    int n;
    for (int row = Step.share(rows, thread, w.threads); row < end; row += n) {
      n = Math.min(end - row, out.height() - row % out.height());
      rows(w, w.operands(thread), row, n);
    }
  }

  /** Computes {@code n} rows of one picture; {@code first} counts rows of all pictures. */
  private void rows(Workspace w, Operands o, int first, int n) {
    WindowLayer layer = stage.layer();
    int picture = first / out.height();
    int row = first % out.height();
    int down = row * padding.sliding().strideY() * taps.row();
    float[] from = pictures == null ? w.arena : w.pictures;
    int in = pictures != null ? pictures.at(picture, padding) : map == null ? 0 : map.at(picture);
    o.in().set(in + down, taps.stride(), taps.row());
    o.out().set(out.at(picture) + row * out.row(), out.stride(), out.row());
    o.pixels(n, out.width());
    o.panels(0, layer.panels().count());
    w.kernels.window(from, layer, taps, o);
    stage.finish().apply(w, o.out(), out.blocks(), n * out.row());
  }

  @Override
  public List<Buffer> buffers() {
    return map == null ? List.of(out.buffer()) : List.of(map.buffer(), out.buffer());
  }
}
