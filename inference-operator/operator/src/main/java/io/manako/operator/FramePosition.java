package io.manako.operator;

import io.manako.image.Image;
import io.manako.image.PictureHash;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Position of a frame in its record, and the picture that it shows.
 *
 * @param index position in the record: 0 for a picture, 0 … n−1 for the frames of a GOP
 * @param eventTime time of capture; the frames of a GOP are spread by their pts
 * @param ptsNanos time of the stream's own clock in ns, or null
 * @param picture decoded picture
 */
public record FramePosition(
    int index, Instant eventTime, @Nullable Long ptsNanos, Picture picture) {

  /** Returns the position of the only picture of a record. */
  public static FramePosition of(FrameRecord frame, Picture picture) {
    return new FramePosition(0, frame.eventTime(), frame.ptsNanos(), picture);
  }

  /** Returns the position of the one frame that stands for a record that was not decoded. */
  public static FramePosition undecoded(FrameRecord frame) {
    return of(frame, Picture.NONE);
  }

  /**
   * Returns the position of the one frame that stands for all frames after this one, none of which
   * was decoded.
   */
  public FramePosition rest() {
    return new FramePosition(index + 1, eventTime, ptsNanos, Picture.NONE);
  }

  /**
   * Size and hash of a decoded picture.
   *
   * @param width width in pixels, 0 if the picture was not decoded
   * @param height height in pixels, 0 if the picture was not decoded
   * @param hash hash that is equal for equal pictures ({@link PictureHash}), 0 if the picture was
   *     not decoded; no record contains it
   */
  public record Picture(int width, int height, long hash) {
    /** Placeholder of a frame without a picture. */
    public static final Picture NONE = new Picture(0, 0, 0);

    /** Measures a picture and computes its hash. */
    public static Picture of(Image image) {
      return new Picture(image.width(), image.height(), PictureHash.of(image));
    }
  }
}
