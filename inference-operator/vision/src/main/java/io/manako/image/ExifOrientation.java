package io.manako.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Orientation of a camera: EXIF 2.32, tag 0x0112.
 *
 * @param code the tag's value, 1 (upright) … 8
 */
record ExifOrientation(int code) {
  private static final ExifOrientation UPRIGHT = new ExifOrientation(1);
  private static final int ORIENTATION = 0x0112;
  private static final String EXIF_PREFIX = "Exif\0\0";
  private static final int EXIF = 0x65584966;
  private static final int IEND = 0x49454e44;
  private static final int WEBP_EXIF = 0x46495845;
  private static final int WEBP_PREFIX = 0x66697845;

  /**
   * Returns the orientation of a picture whose structure was verified, or upright if the picture
   * has no readable tag.
   */
  static ExifOrientation of(FrameFormat format, byte[] bytes) {
    try {
      return switch (format) {
        case JPEG -> ofJpeg(bytes);
        case PNG -> ofPng(ByteBuffer.wrap(bytes));
        case WEBP -> ofWebp(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        default -> UPRIGHT;
      };
    } catch (IndexOutOfBoundsException | MalformedFrameException e) {
      // Damaged metadata does not make the picture unusable.
      return UPRIGHT;
    }
  }

  private static ExifOrientation ofJpeg(byte[] jpeg) throws MalformedFrameException {
    int at = JpegMarkers.next(jpeg, 2);
    while (JpegMarkers.code(jpeg, at) != JpegMarkers.SOS) {
      boolean app1 = JpegMarkers.code(jpeg, at) == JpegMarkers.APP1;
      if (app1 && JpegMarkers.holds(jpeg, at, EXIF_PREFIX)) {
        return ofTiff(ByteBuffer.wrap(jpeg), at + 4 + EXIF_PREFIX.length());
      }
      at = JpegMarkers.next(jpeg, JpegMarkers.end(jpeg, at));
    }
    return UPRIGHT;
  }

  private static ExifOrientation ofPng(ByteBuffer png) {
    int at = 8;
    while (png.getInt(at + 4) != IEND) {
      int length = png.getInt(at);
      if (png.getInt(at + 4) == EXIF && PngStructure.isUndamaged(png, at, length)) {
        return ofTiff(png, at + 8);
      }
      at = next(at + 12, length);
    }
    return UPRIGHT;
  }

  private static ExifOrientation ofWebp(ByteBuffer webp) {
    int at = 12;
    while (webp.getInt(at) != WEBP_EXIF) {
      int length = webp.getInt(at + 4);
      at = next(at + 8, length) + (length & 1);
    }
    boolean prefixed = webp.getInt(at + 8) == WEBP_PREFIX;
    return ofTiff(webp, at + 8 + (prefixed ? EXIF_PREFIX.length() : 0));
  }

  private static int next(int at, int length) {
    if (length < 0 || length > Integer.MAX_VALUE - at - 1) {
      throw new IndexOutOfBoundsException(length);
    }
    return at + length;
  }

  /** Searches the first directory of a TIFF block. */
  private static ExifOrientation ofTiff(ByteBuffer bytes, int start) {
    boolean little = bytes.get(start) == 'I';
    ByteBuffer tiff =
        bytes.duplicate().order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = start + tiff.getInt(start + 4);
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (tiff.getShort(entry) == ORIENTATION) {
        int code = tiff.getShort(entry + 8);
        return code >= 1 && code <= 8 ? new ExifOrientation(code) : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Whether rows of the stored picture are columns for the viewer. */
  boolean isOnItsSide() {
    return code >= 5;
  }

  /** Returns the picture as the camera saw it, or the same picture if the camera was upright. */
  Image upright(Image image) {
    if (code == 1) {
      return image;
    }
    int width = isOnItsSide() ? image.height() : image.width();
    int height = isOnItsSide() ? image.width() : image.height();
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0, to = 0; y < height; y++) {
      for (int x = 0; x < width; x++, to += 3) {
        System.arraycopy(image.rgb(), 3 * source(x, y, image), rgb, to, 3);
      }
    }
    return new Image(width, height, rgb);
  }

  /** Returns the index of the stored pixel that the viewer sees at (x, y). */
  private int source(int x, int y, Image stored) {
    int w = stored.width();
    int right = w - 1;
    int bottom = stored.height() - 1;
    return switch (code) {
      case 2 -> y * w + right - x;
      case 3 -> (bottom - y) * w + right - x;
      case 4 -> (bottom - y) * w + x;
      case 5 -> x * w + y;
      case 6 -> (bottom - x) * w + y;
      case 7 -> (bottom - x) * w + right - y;
      default -> x * w + right - y;
    };
  }
}
