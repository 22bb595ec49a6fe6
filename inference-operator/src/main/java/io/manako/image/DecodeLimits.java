package io.manako.image;

import java.io.Serializable;

/**
 * What a frame may cost before any native code sees it.
 *
 * @param maxWidth in pixels
 * @param maxHeight in pixels
 * @param maxBytes of the encoded record
 */
public record DecodeLimits(int maxWidth, int maxHeight, int maxBytes) implements Serializable {
  /** 4096×4096 pixels, 16 MiB. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(4096, 4096, 16 << 20);
}
