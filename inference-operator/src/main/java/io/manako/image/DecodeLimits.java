package io.manako.image;

import java.io.Serializable;

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
}
