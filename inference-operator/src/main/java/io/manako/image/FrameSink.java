package io.manako.image;

import org.jspecify.annotations.Nullable;

/** Takes the decoded frames of one record, in order. */
@FunctionalInterface
public interface FrameSink {
  /**
   * @param image the picture; the sink's to keep
   * @param index 0 for a picture, 0 … n−1 for the frames of a GOP
   * @param ptsNanos nanoseconds since the GOP's first frame; null for a picture, and where the
   *     stream carries no clock (H.264 without timing information)
   */
  void accept(Image image, int index, @Nullable Long ptsNanos);
}
