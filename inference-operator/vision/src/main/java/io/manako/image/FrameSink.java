package io.manako.image;

import org.jspecify.annotations.Nullable;

/** Takes the decoded frames of one record, in order. */
@FunctionalInterface
public interface FrameSink {
  /**
   * Takes one frame.
   *
   * @param image the picture; the sink's to keep
   * @param index 0 for a picture, 0 … n−1 for the frames of a GOP
   * @param ptsNanos nanoseconds since the GOP's first frame, never less than the frame's before and
   *     at most 10 minutes; null for a picture
   */
  void accept(Image image, int index, @Nullable Long ptsNanos);
}
