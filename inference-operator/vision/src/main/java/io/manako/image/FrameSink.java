package io.manako.image;

import org.jspecify.annotations.Nullable;

/** Receiver of the decoded frames of one record, in order. */
@FunctionalInterface
public interface FrameSink {
  /**
   * Receives one frame.
   *
   * @param image the picture, which belongs to the sink from now on
   * @param index position of the frame in the record: 0 for a picture, 0 … n−1 for the frames of a
   *     GOP
   * @param ptsNanos nanoseconds since the GOP's first frame, at least those of the frame before and
   *     at most 10 minutes; null for a picture
   */
  void accept(Image image, int index, @Nullable Long ptsNanos);
}
