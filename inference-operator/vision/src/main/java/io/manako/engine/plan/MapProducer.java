package io.manako.engine.plan;

import java.util.List;

/** Rows of a map that is there already. */
record MapProducer(FeatureMap in) implements StripProducer {
  @Override
  public void produce(Workspace w, Rows rows, int at, int stride) {
    for (int b = 0; b < in.blocks(); b++) {
      int from = in.at(b, rows.picture) + rows.first * in.row();
      for (int r = 0; r < rows.count; r++) {
        int to = at + b * stride + r * rows.pitch;
        System.arraycopy(w.arena, from + r * in.row(), w.arena, to, in.row());
      }
    }
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(in.buffer());
  }
}
