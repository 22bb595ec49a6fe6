package io.manako.operator;

import io.manako.image.Image;
import io.manako.image.PictureHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which frame of its record it is, and the picture that it shows.
 *
 * @param index 0 for a picture, 0 … n−1 for the frames of a GOP
 * @param eventTime when it was captured (a GOP's frames spread by their pts)
 * @param ptsNanos the stream's own clock, or null
 * @param picture as decoded
 */
public record FramePosition(
    int index, Instant eventTime, @Nullable Long ptsNanos, Picture picture) {

  /** The one picture of a record. */
  public static FramePosition of(FrameRecord frame, Picture picture) {
    return new FramePosition(0, frame.eventTime(), frame.ptsNanos(), picture);
  }

  /** The one frame that stands for a record that was not decoded. */
  public static FramePosition undecoded(FrameRecord frame) {
    return of(frame, Picture.NONE);
  }

  /** The one frame that stands for all frames after this one, none of which was decoded. */
  public FramePosition rest() {
    return new FramePosition(index + 1, eventTime, ptsNanos, Picture.NONE);
  }

  /**
   * What is known of a decoded picture.
   *
   * @param width in pixels, 0 if it did not decode
   * @param height in pixels, 0 if it did not decode
   * @param hash equal for equal pictures ({@link PictureHash}), 0 if it did not decode; in no
   *     record
   */
  public record Picture(int width, int height, long hash) {
    /** There is no picture. */
    public static final Picture NONE = new Picture(0, 0, 0);

    /** A picture with its hash, which is computed here. */
    public static Picture of(Image image) {
      return new Picture(image.width(), image.height(), PictureHash.of(image));
    }
  }
}
