package io.manako.engine.plan;

import io.manako.engine.kernel.Operands;
import java.util.List;

/** Writes rows of a depthwise convolution's input into padded scratch memory. */
interface StripProducer {
  /**
   * Writes some rows of all channel blocks.
   *
   * @param rows rows to be written, and their picture
   * @param operands operands whose output is the first pixel of the first row in channel block 0
   */
  void produce(Workspace w, Rows rows, Operands operands);

  /** Buffers that the producer reads. */
  List<Buffer> buffers();

  /** Rows of a picture. Each thread reuses one instance, because a run does not allocate. */
  final class Rows {
    int picture;
    int first;
    int count;
  }
}
