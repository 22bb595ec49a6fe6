package io.manako.image;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a frame may cost before any native code sees it.
 *
 * @param maxWidth in pixels
 * @param maxHeight in pixels
 * @param maxBytes of the encoded record
 * @param maxVideoPixels of all frames of a video record together
 */
public record DecodeLimits(int maxWidth, int maxHeight, int maxBytes, long maxVideoPixels)
    implements Serializable {
  /** About 1.5 s of decoding: 96 frames of 1920×1080. */
  private static final long VIDEO_PIXELS = 200_000_000;

  /** 4096×4096 pixels, 16 MiB, 200 million pixels of video. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(4096, 4096, 16 << 20);

  /** With the default of {@code maxVideoPixels}. */
  public DecodeLimits(int maxWidth, int maxHeight, int maxBytes) {
    this(maxWidth, maxHeight, maxBytes, VIDEO_PIXELS);
  }

  /** All of them, for the command line of a process that decodes. */
  List<String> toArguments() {
    return Stream.of(maxWidth, maxHeight, maxBytes, maxVideoPixels).map(String::valueOf).toList();
  }

  /** What {@link #toArguments} wrote. */
  static DecodeLimits ofArguments(List<String> arguments) {
    return new DecodeLimits(
        Integer.parseInt(arguments.get(0)),
        Integer.parseInt(arguments.get(1)),
        Integer.parseInt(arguments.get(2)),
        Long.parseLong(arguments.get(3)));
  }

  /** Of a picture. */
  long maxPixels() {
    return (long) maxWidth * maxHeight;
  }
}
