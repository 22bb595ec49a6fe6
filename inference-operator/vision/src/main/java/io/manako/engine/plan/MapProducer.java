package io.manako.engine.plan;

import io.manako.engine.kernel.Operands;
import io.manako.engine.kernel.View;
import java.util.List;

/** Copies rows of a map that an earlier step has computed. */
record MapProducer(FeatureMap in) implements StripProducer {
  @Override
  public void produce(Workspace w, Rows rows, Operands operands) {
    View out = operands.out();
    for (int b = 0; b < in.blocks(); b++) {
      int from = in.at(b, rows.picture) + rows.first * in.row();
      for (int r = 0; r < rows.count; r++) {
        int to = out.base() + b * out.blockStride() + r * out.rowStride();
        System.arraycopy(w.arena, from + r * in.row(), w.arena, to, in.row());
      }
    }
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(in.buffer());
  }
}
