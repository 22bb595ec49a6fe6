package io.manako.engine.plan;

import io.manako.engine.kernel.Operands;
import io.manako.engine.kernel.PointwiseLayer;
import java.util.List;

/** Computes rows of an expansion, which is a 1×1 convolution. */
record ExpandProducer(Stage<PointwiseLayer> stage, FeatureMap in) implements StripProducer {
  @Override
  public void produce(Workspace w, Rows rows, Operands o) {
    PointwiseLayer layer = stage.layer();
    o.in().set(in.at(rows.picture) + rows.first * in.row(), in.stride(), in.row());
    o.pixels(rows.count, in.width());
    o.panels(0, layer.panels().count());
    w.kernels.pointwise(layer, o);
    for (int r = 0; r < rows.count; r++) {
      stage.finish().apply(w, o.out(), layer.panels().total(), in.row());
      o.out().shift(o.out().rowStride());
    }
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(in.buffer());
  }
}
