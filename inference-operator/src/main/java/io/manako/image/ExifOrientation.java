package io.manako.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held: EXIF 2.32, tag 0x0112.
 *
 * @param code 1 (upright) … 8
 */
record ExifOrientation(int code) {
  private static final ExifOrientation UPRIGHT = new ExifOrientation(1);
  private static final int ORIENTATION = 0x0112;
  private static final int APP1 = 0xe1;
  private static final int SOS = 0xda;
  private static final int EXIF = 0x65584966;
  private static final int IDAT = 0x49444154;

  /** Of a picture whose structure was verified; upright where nothing readable is said. */
  static ExifOrientation of(FrameFormat format, byte[] bytes) {
    try {
      return switch (format) {
        case JPEG -> ofJpeg(ByteBuffer.wrap(bytes));
        case PNG -> ofPng(ByteBuffer.wrap(bytes));
        default -> UPRIGHT;
      };
    } catch (IndexOutOfBoundsException e) {
      // Damaged metadata around a whole picture.
      return UPRIGHT;
    }
  }

  private static ExifOrientation ofJpeg(ByteBuffer jpeg) {
    int at = 2;
    while ((jpeg.get(at + 1) & 0xff) != SOS) {
      boolean exif = (jpeg.get(at + 1) & 0xff) == APP1 && jpeg.getInt(at + 4) == 0x45786966;
      if (exif) {
        return ofTiff(jpeg, at + 10);
      }
      at += (jpeg.get(at + 1) & 0xff) == 0xff ? 1 : 2 + (jpeg.getShort(at + 2) & 0xffff);
    }
    return UPRIGHT;
  }

  private static ExifOrientation ofPng(ByteBuffer png) {
    int at = 8;
    while (png.getInt(at + 4) != IDAT) {
      if (png.getInt(at + 4) == EXIF) {
        return ofTiff(png, at + 8);
      }
      at += 12 + png.getInt(at);
    }
    return UPRIGHT;
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

  /** Whether the picture's rows are seen as columns. */
  boolean isOnItsSide() {
    return code >= 5;
  }

  /** The picture as it was seen; the same one if it was upright. */
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

  /** Index of the stored pixel that is seen at (x, y). */
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
