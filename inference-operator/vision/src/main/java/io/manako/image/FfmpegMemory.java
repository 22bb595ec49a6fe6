package io.manako.image;

import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;

/**
 * The largest block that FFmpeg allocates. FFmpeg has one bound for the whole process, but each job
 * has limits of its own: so it is the largest that any of them needs, and is never lowered under a
 * decoder that runs. What a single decoder may take, its own number of pixels bounds.
 */
final class FfmpegMemory {
  /** Two bytes for each of three samples. */
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

  /** In bytes; 0 before the first decoder. */
  static synchronized long bound() {
    return bound;
  }
}
