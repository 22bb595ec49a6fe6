package io.manako.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Number that practically always differs when pictures differ, which reveals a camera that repeats
 * one picture. The hash reads every fourth row, which suffices for that and takes 0.1 ms or less
 * for a picture of 1280 × 720.
 */
public final class PictureHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int ROW_STEP = 4;

  /** Odd number nearest to 2⁶⁴ divided by the golden ratio, which carries low bits upwards. */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private PictureHash() {}

  /** Returns the hash of a picture; it is never 0, so that 0 can stand for no picture. */
  public static long of(Image image) {
    int stride = image.width() * 3;
    long hash = mixed(image.width(), image.height());
    for (int y = 0; y < image.height(); y += ROW_STEP) {
      hash = row(hash, image.rgb(), y * stride, stride);
    }
    return hash == 0 ? 1 : hash;
  }

  private static long row(long start, byte[] rgb, int from, int length) {
    long hash = start;
    int whole = from + length / Long.BYTES * Long.BYTES;
    for (int i = from; i < whole; i += Long.BYTES) {
      hash = mixed(hash, (long) LONGS.get(rgb, i));
    }
    for (int i = whole; i < from + length; i++) {
      hash = mixed(hash, rgb[i]);
    }
    return hash;
  }

  private static long mixed(long hash, long value) {
    return Long.rotateLeft((hash ^ value) * MULTIPLIER, 31);
  }
}
