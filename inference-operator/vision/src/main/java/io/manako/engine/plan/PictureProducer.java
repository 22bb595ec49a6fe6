package io.manako.engine.plan;

import io.manako.engine.kernel.Operands;
import io.manako.engine.kernel.WindowLayer;
import io.manako.engine.kernel.WindowTaps;
import java.util.List;

/** Computes rows of a network's first convolution from the interleaved pictures. */
record PictureProducer(Stage<WindowLayer> stage, WindowTaps taps, Pictures in, Padding padding)
    implements StripProducer {
  @Override
  public void produce(Workspace w, Rows rows, Operands o) {
    WindowLayer layer = stage.layer();
    int down = rows.first * padding.sliding().strideY() * in.layout().rowStride();
    o.in().set(in.at(rows.picture, padding) + down, taps.stride(), taps.row());
    o.pixels(rows.count, padding.outputWidth());
    o.panels(0, layer.panels().count());
    w.kernels.window(w.pictures, layer, taps, o);
    int row = padding.outputWidth() * layer.block();
    for (int r = 0; r < rows.count; r++) {
      stage.finish().apply(w, o.out(), layer.panels().total(), row);
      o.out().shift(o.out().rowStride());
    }
  }

  @Override
  public List<Buffer> buffers() {
    return List.of();
  }
}
