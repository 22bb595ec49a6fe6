package io.manako.image;

import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;

/**
 * Largest block that FFmpeg allocates. FFmpeg has one bound for the whole process, but each job has
 * its own limits: the bound is the largest that any job needs, and is never lowered while a decoder
 * runs. The number of pixels bounds what a single decoder may allocate.
 */
final class FfmpegMemory {
  /** Bytes of a pixel: two for each of three samples. */
  private static final int BYTES_PER_PIXEL = 6;

  private static final int ELSE = 1 << 20;

  private static long bound;

  private FfmpegMemory() {}

  /** Raises the bound to what decoding within these limits needs. */
  static synchronized void admit(DecodeLimits limits) {
    long needed = Math.max(limits.maxPixels() * BYTES_PER_PIXEL, limits.maxBytes()) + ELSE;
    if (needed > bound) {
      bound = needed;
      av_max_alloc(needed);
    }
  }

  /** The bound in bytes, or 0 before the first decoder. */
  static synchronized long bound() {
    return bound;
  }
}
