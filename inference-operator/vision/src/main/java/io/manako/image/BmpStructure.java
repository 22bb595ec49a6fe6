package io.manako.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** File header and info header of a Windows bitmap, whose pixel rows are padded to four bytes. */
final class BmpStructure {
  private static final int FILE_HEADER = 14;
  private static final int CORE_HEADER = 12;
  private static final int BITFIELDS = 3;
  private static final int GREEN_OF_565 = 0x7e0;
  private static final Set<Integer> DEPTHS = Set.of(1, 4, 8, 16, 24, 32);

  private BmpStructure() {}

  static ImageHeader header(ByteBuffer bmp) throws MalformedFrameException {
    if (isCore(bmp)) {
      return new ImageHeader(FrameFormat.BMP, bmp.getShort(18) & 0xffff, bmp.getShort(20));
    }
    int height = bmp.getInt(22);
    if (height == Integer.MIN_VALUE) {
      throw new MalformedFrameException("the BMP header claims a height of " + height);
    }
    // A negative height only means that the rows run from top to bottom.
    return new ImageHeader(FrameFormat.BMP, bmp.getInt(18), Math.abs(height));
  }

  /**
   * Returns what every decoder can read: these bytes, or a copy with the padding that they lack.
   */
  static byte[] verify(ByteBuffer bmp, ImageHeader header) throws MalformedFrameException {
    int depth = bmp.getShort(isCore(bmp) ? 24 : 28);
    int compression = isCore(bmp) ? 0 : bmp.getInt(30);
    if (!DEPTHS.contains(depth) || (compression != 0 && compression != BITFIELDS)) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the BMP has %d bits per pixel and compression %d; send it uncompressed",
              depth,
              compression));
    }
    int pixels = bmp.getInt(10);
    long row = ((long) header.width() * depth + 31) / 32 * 4;
    long end = (pixels & 0xffffffffL) + row * header.height();
    long padding = row - ((long) header.width() * depth + 7) / 8;
    if (pixels < FILE_HEADER + CORE_HEADER || end - padding > bmp.limit()) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the BMP is cut off: its pixels end at byte %d, the record has %d",
              end - padding,
              bmp.limit()));
    }
    return end <= bmp.limit() ? bmp.array() : Arrays.copyOf(bmp.array(), (int) end);
  }

  /**
   * Repeats the high bits of samples of five or six bits in their low bits. OpenCV leaves zeros
   * there, so that white would be 248.
   *
   * @param bmp the bitmap
   * @param rgb the pixels as OpenCV decodes them, changed in place
   */
  static void widen(ByteBuffer bmp, byte[] rgb) {
    if (isCore(bmp) || bmp.getShort(28) != 16) {
      return;
    }
    boolean sixBits = bmp.getInt(30) == BITFIELDS && bmp.getInt(58) == GREEN_OF_565;
    for (int i = 0; i < rgb.length; i++) {
      int sample = rgb[i] & 0xff;
      rgb[i] = (byte) (sample | sample >> (sixBits && i % 3 == 1 ? 6 : 5));
    }
  }

  private static boolean isCore(ByteBuffer bmp) {
    return bmp.getInt(FILE_HEADER) == CORE_HEADER;
  }
}
