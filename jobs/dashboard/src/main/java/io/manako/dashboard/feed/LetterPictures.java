package io.manako.dashboard.feed;

import org.jspecify.annotations.Nullable;

/**
 * Small pictures of dead letters that can be decoded, at most a few a second. Instances are not
 * thread-safe.
 */
final class LetterPictures implements AutoCloseable {
  private static final int MOST_SOURCE_BYTES = 4 << 20;
  private static final PictureShrinker.Limits LIMITS = new PictureShrinker.Limits(320, 24 << 10);
  private static final long SPACING_MILLIS = 400;

  private final PictureShrinker shrinker = new PictureShrinker();
  private long nextMillis;

  /** Returns a JPEG, or null if the bytes are not a picture or the last attempt is too recent. */
  byte @Nullable [] of(byte[] value, long nowMillis) {
    if (value.length == 0 || value.length > MOST_SOURCE_BYTES || nowMillis < nextMillis) {
      return null;
    }
    nextMillis = nowMillis + SPACING_MILLIS;
    return shrinker.shrink(new PictureShrinker.Encoded(value, null, 0), LIMITS);
  }

  @Override
  public void close() {
    shrinker.close();
  }
}
