package io.manako.engine.plan;

import io.manako.engine.kernel.PointwiseLayer;
import java.util.List;

/** Rows of an expansion by a 1×1 convolution. */
record ExpandProducer(Stage<PointwiseLayer> stage, FeatureMap in) implements StripProducer {
  @Override
  public void produce(Workspace w, Rows rows, int at, int stride) {
    PointwiseLayer layer = stage.layer();
    w.kernels.pointwise(
        w.arena,
        w.weights,
        layer,
        in.at(rows.picture) + rows.first * in.row(),
        in.stride(),
        in.row(),
        at,
        stride,
        rows.pitch,
        0,
        rows.count,
        in.width(),
        0,
        layer.panels().count());
    for (int r = 0; r < rows.count; r++) {
      stage.finish().apply(w, at + r * rows.pitch, stride, layer.panels().total(), in.row());
    }
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(in.buffer());
  }
}
