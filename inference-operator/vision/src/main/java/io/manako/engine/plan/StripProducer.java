package io.manako.engine.plan;

import io.manako.engine.kernel.Operands;
import java.util.List;

/** Writes rows of a depthwise convolution's input into padded scratch memory. */
interface StripProducer {
  /**
   * Writes some rows of all channel blocks.
   *
   * @param rows which rows of which picture
   * @param operands whose output is the first pixel of the first row in channel block 0
   */
  void produce(Workspace w, Rows rows, Operands operands);

  /** What it reads. */
  List<Buffer> buffers();

  /** Rows of a picture; one per thread, reused, since a run may not allocate. */
  final class Rows {
    int picture;
    int first;
    int count;
  }
}
