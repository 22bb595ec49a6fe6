package io.manako.engine.plan;

import java.util.List;

/** Writes a constant that other steps read as a value of the pictures. */
@SuppressWarnings("ArrayRecordComponent") // belongs to one plan and is never compared
record ConstantStep(float[] data, Plain out) implements Step {
  @Override
  public void run(Workspace w, int thread, int count) {
    if (thread == 0) {
      int size = Math.min(count, out.batch()) * out.size();
      System.arraycopy(data, 0, w.arena, out.at(0), size);
    }
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(out.buffer());
  }
}
