package io.manako.image;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32;

/** Chunks of a PNG (W3C PNG, section 5): length, type, data, CRC of type and data. */
final class PngStructure {
  private static final int SIGNATURE = 8;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int ACTL = 0x6163544c;

  private PngStructure() {}

  static ImageHeader header(ByteBuffer png) throws MalformedFrameException {
    if (png.getInt(SIGNATURE + 4) != IHDR || png.getInt(SIGNATURE) != 13) {
      throw new MalformedFrameException("the PNG does not start with its IHDR chunk");
    }
    return new ImageHeader(FrameFormat.PNG, png.getInt(SIGNATURE + 8), png.getInt(SIGNATURE + 12));
  }

  static void verify(ByteBuffer png) throws MalformedFrameException {
    boolean data = false;
    int at = SIGNATURE;
    while (true) {
      int length = png.getInt(at);
      int type = png.getInt(at + 4);
      checkChunk(png, at, length);
      if (type == ACTL) {
        throw new MalformedFrameException("the PNG is animated; send single pictures");
      }
      data |= type == IDAT;
      if (type == IEND) {
        break;
      }
      at += 12 + length;
    }
    if (!data) {
      throw new MalformedFrameException("the PNG has no IDAT chunk, so no pixels");
    }
  }

  private static void checkChunk(ByteBuffer png, int at, int length)
      throws MalformedFrameException {
    if (length < 0 || length > png.limit() - at - 12) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the PNG is cut off: the chunk at byte %d claims %d bytes, the record has %d",
              at,
              length & 0xffffffffL,
              png.limit()));
    }
    CRC32 crc = new CRC32();
    crc.update(png.duplicate().position(at + 4).limit(at + 8 + length));
    if ((int) crc.getValue() != png.getInt(at + 8 + length)) {
      throw new MalformedFrameException("the PNG chunk at byte " + at + " has a wrong CRC");
    }
  }
}
