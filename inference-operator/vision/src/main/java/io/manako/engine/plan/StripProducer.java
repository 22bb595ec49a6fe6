package io.manako.engine.plan;

import java.util.List;

/** Writes rows of a depthwise convolution's input into padded scratch memory. */
interface StripProducer {
  /**
   * Writes some rows of all channel blocks.
   *
   * @param rows which rows of which picture
   * @param at index of the first pixel of the first row in channel block 0
   * @param stride floats from one channel block to the next
   */
  void produce(Workspace w, Rows rows, int at, int stride);

  /** What it reads. */
  List<Buffer> buffers();

  /** Rows of a picture; one per thread, reused, since a run may not allocate. */
  final class Rows {
    int picture;
    int first;
    int count;

    /** Floats from one row of the scratch memory to the next. */
    int pitch;
  }
}
