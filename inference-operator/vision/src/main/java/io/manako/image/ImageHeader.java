package io.manako.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Header of a picture, read from its first bytes without native code.
 *
 * @param format format of the picture
 * @param width width in pixels as stored, before EXIF orientation
 * @param height height in pixels as stored, before EXIF orientation
 */
public record ImageHeader(FrameFormat format, int width, int height) {
  /** Greatest number of pixels whose samples one array holds. */
  private static final int MOST_PIXELS = (Integer.MAX_VALUE - 8) / 3;

  /**
   * Reads the header of a JPEG, PNG, WebP or BMP picture.
   *
   * @param format format of {@code bytes}, not a video
   * @param bytes the whole record
   * @throws MalformedFrameException if the header is cut off or contradicts itself
   */
  static ImageHeader read(FrameFormat format, byte[] bytes) throws MalformedFrameException {
    try {
      return switch (format) {
        case JPEG -> JpegStructure.header(bytes);
        case PNG -> PngStructure.header(ByteBuffer.wrap(bytes));
        case WEBP -> WebpStructure.header(littleEndian(bytes));
        case BMP -> BmpStructure.header(littleEndian(bytes));
        default -> throw new IllegalArgumentException(format + " is not a picture");
      };
    } catch (IndexOutOfBoundsException e) {
      throw new MalformedFrameException("the " + format + " header is cut off", e);
    }
  }

  /** Refuses a picture that exceeds the limits or has no pixels. */
  void check(DecodeLimits limits) throws MalformedFrameException {
    checkSize(width, height, limits);
  }

  /**
   * Walks the whole picture's structure: a decoder would paint missing pixels grey instead of
   * failing.
   *
   * @param bytes the whole record
   * @return the same picture in bytes that every decoder reads alike: {@code bytes} itself, or a
   *     copy without what confuses one decoder and with what another misses
   * @throws MalformedFrameException if pixels are missing or corrupt
   */
  byte[] verify(byte[] bytes) throws MalformedFrameException {
    try {
      return switch (format) {
        case JPEG -> JpegStructure.verify(bytes);
        case PNG -> PngStructure.verify(bytes);
        case WEBP -> {
          WebpStructure.verify(littleEndian(bytes), this);
          yield bytes;
        }
        case BMP -> BmpStructure.verify(littleEndian(bytes), this);
        default -> throw new IllegalArgumentException(format + " is not a picture");
      };
    } catch (IndexOutOfBoundsException e) {
      throw new MalformedFrameException(
          "the " + format + " is cut off after " + bytes.length + " bytes", e);
    }
  }

  static void checkSize(int width, int height, DecodeLimits limits) throws MalformedFrameException {
    if (width < 1 || height < 1) {
      throw new MalformedFrameException("the header claims " + width + "x" + height + " pixels");
    }
    if (width > limits.maxWidth() || height > limits.maxHeight()) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the header claims %dx%d pixels; the limit is %dx%d",
              width,
              height,
              limits.maxWidth(),
              limits.maxHeight()));
    }
    if ((long) width * height > MOST_PIXELS) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the header claims %dx%d pixels; no picture may have more than %d",
              width,
              height,
              MOST_PIXELS));
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
