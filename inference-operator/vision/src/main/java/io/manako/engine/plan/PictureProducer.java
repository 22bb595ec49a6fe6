package io.manako.engine.plan;

import io.manako.engine.kernel.WindowLayer;
import io.manako.engine.kernel.WindowTaps;
import java.util.List;

/** Rows of a network's first convolution, which reads the interleaved pictures. */
record PictureProducer(Stage<WindowLayer> stage, WindowTaps taps, Pictures in, Padding padding)
    implements StripProducer {
  @Override
  public void produce(Workspace w, Rows rows, int at, int stride) {
    WindowLayer layer = stage.layer();
    int down = rows.first * padding.sliding().strideY() * in.layout().rowStride();
    w.kernels.window(
        w.pictures,
        in.at(rows.picture, padding) + down,
        w.arena,
        w.weights,
        layer,
        taps,
        at,
        stride,
        rows.pitch,
        rows.count,
        padding.outputWidth(),
        0,
        layer.panels().count());
    int row = padding.outputWidth() * layer.block();
    for (int r = 0; r < rows.count; r++) {
      stage.finish().apply(w, at + r * rows.pitch, stride, layer.panels().total(), row);
    }
  }

  @Override
  public List<Buffer> buffers() {
    return List.of();
  }
}
