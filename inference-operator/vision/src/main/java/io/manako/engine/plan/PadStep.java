package io.manako.engine.plan;

import java.util.List;

/** Copies a map into a map with padding around each plane. */
record PadStep(FeatureMap in, PaddedMap out, Padding padding, Planes.Filling filling)
    implements Step {
  @Override
  public void run(Workspace w, int thread, int count) {
    int planes = in.blocks() * count;
    int end = Step.share(planes, thread + 1, w.threads);
    for (int p = Step.share(planes, thread, w.threads); p < end; p++) {
      int to = out.at(p % count) + p / count * out.stride();
      Planes.copy(w.arena, in.at(p / count, p % count), to, in.height(), padding, filling);
    }
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(in.buffer(), out.buffer());
  }
}
