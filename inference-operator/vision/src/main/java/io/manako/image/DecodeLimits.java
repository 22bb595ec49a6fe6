package io.manako.image;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Limits of a frame record, checked before native code reads the record.
 *
 * @param maxWidth greatest width of a picture in pixels
 * @param maxHeight greatest height of a picture in pixels
 * @param maxBytes greatest length of the encoded record in bytes
 * @param maxVideoPixels greatest number of pixels in all frames of a video record together
 */
public record DecodeLimits(int maxWidth, int maxHeight, int maxBytes, long maxVideoPixels)
    implements Serializable {
  /** Default of {@code maxVideoPixels}: 96 frames of 1920×1080, about 1.5 s of decoding. */
  private static final long VIDEO_PIXELS = 200_000_000;

  /** Default limits: 4096×4096 pixels, 16 MiB, 200 million pixels of video. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(4096, 4096, 16 << 20);

  /** Creates limits with the default of {@code maxVideoPixels}. */
  public DecodeLimits(int maxWidth, int maxHeight, int maxBytes) {
    this(maxWidth, maxHeight, maxBytes, VIDEO_PIXELS);
  }

  /** Returns the limits as arguments for the command line of a process that decodes. */
  List<String> toArguments() {
    return Stream.of(maxWidth, maxHeight, maxBytes, maxVideoPixels).map(String::valueOf).toList();
  }

  /** Reads the limits that {@link #toArguments} wrote. */
  static DecodeLimits ofArguments(List<String> arguments) {
    return new DecodeLimits(
        Integer.parseInt(arguments.get(0)),
        Integer.parseInt(arguments.get(1)),
        Integer.parseInt(arguments.get(2)),
        Long.parseLong(arguments.get(3)));
  }

  /** Greatest number of pixels in a picture. */
  long maxPixels() {
    return (long) maxWidth * maxHeight;
  }
}
