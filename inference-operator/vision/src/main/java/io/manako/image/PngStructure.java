package io.manako.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of a PNG (W3C PNG, section 5): length, type, data, CRC of type and data. Decoders get only
 * the chunks that hold pixels. Therefore they agree on damaged and unknown chunks, and on the
 * colours of pictures with gamma, a profile or transparency.
 */
final class PngStructure {
  private static final int SIGNATURE = 8;
  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504c5445;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int ACTL = 0x6163544c;
  private static final int ANCILLARY = 0x20000000;
  private static final int FRAMING = 12;

  private final byte[] png;
  private final ByteBuffer buffer;
  private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
  private byte @Nullable [] palette;
  private boolean bare = true;
  private int dataChunks;

  private PngStructure(byte[] png) {
    this.png = png;
    this.buffer = ByteBuffer.wrap(png);
  }

  static ImageHeader header(ByteBuffer png) throws MalformedFrameException {
    if (png.getInt(SIGNATURE + 4) != IHDR || png.getInt(SIGNATURE) != 13) {
      throw new MalformedFrameException("the PNG does not start with its IHDR chunk");
    }
    return new ImageHeader(FrameFormat.PNG, png.getInt(SIGNATURE + 8), png.getInt(SIGNATURE + 12));
  }

  /**
   * Returns bytes that every decoder can read: {@code png} itself, or a copy with only the chunks
   * that hold pixels.
   *
   * @throws MalformedFrameException if pixels are missing or corrupt
   */
  static byte[] verify(byte[] png) throws MalformedFrameException {
    return new PngStructure(png).walk();
  }

  private byte[] walk() throws MalformedFrameException {
    int at = SIGNATURE;
    while (at + 8 <= png.length && buffer.getInt(at + 4) != IEND) {
      int length = buffer.getInt(at);
      if (length < 0 || length > png.length - at - FRAMING) {
        takeRest(at);
        at = png.length;
      } else {
        take(at, length);
        at += FRAMING + length;
      }
    }
    bare &= at + FRAMING == png.length && buffer.getInt(at) == 0 && isUndamaged(buffer, at, 0);
    if (dataChunks == 0) {
      throw new MalformedFrameException("the PNG has no IDAT chunk, so no pixels");
    }
    PngPixels whole = PngPixels.read(PngHeader.read(buffer), pixels.toByteArray());
    return bare && whole.asStored() ? png : rebuilt(whole);
  }

  private void take(int at, int length) throws MalformedFrameException {
    int type = buffer.getInt(at + 4);
    boolean ancillary = (type & ANCILLARY) != 0;
    if (!ancillary && !isUndamaged(buffer, at, length)) {
      throw new MalformedFrameException("the PNG chunk at byte " + at + " has a wrong CRC");
    }
    bare &= !ancillary;
    switch (type) {
      case IDAT -> takePixels(at, length);
      case PLTE -> palette = chunk(at, length);
      case IHDR -> {}
      case ACTL -> checkSingle(at, length);
      default -> {
        if (!ancillary) {
          throw new MalformedFrameException(
              "the PNG chunk at byte " + at + " must be understood and is of no known type");
        }
      }
    }
  }

  /**
   * Takes the part of a chunk before the end of the record, in which the pixels may be complete.
   */
  private void takeRest(int at) {
    bare = false;
    if (buffer.getInt(at + 4) == IDAT) {
      int claimed = buffer.getInt(at);
      int there = png.length - at - 8;
      takePixels(at, claimed < 0 ? there : Math.min(claimed, there));
    }
  }

  private void takePixels(int at, int length) {
    dataChunks++;
    pixels.write(png, at + 8, length);
  }

  private void checkSingle(int at, int length) throws MalformedFrameException {
    if (length >= 4 && isUndamaged(buffer, at, length) && buffer.getInt(at + 8) > 1) {
      throw new MalformedFrameException("the PNG is animated; send single pictures");
    }
  }

  private byte[] chunk(int at, int length) {
    byte[] chunk = new byte[FRAMING + length];
    System.arraycopy(png, at, chunk, 0, chunk.length);
    return chunk;
  }

  private byte[] rebuilt(PngPixels whole) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(png.length);
    out.write(png, 0, SIGNATURE);
    out.writeBytes(chunk(SIGNATURE, 13));
    if (palette != null) {
      out.writeBytes(palette);
    }
    write(out, IDAT, whole.deflated());
    write(out, IEND, new byte[0]);
    return out.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(FRAMING + data.length);
    chunk.putInt(data.length).putInt(type).put(data);
    chunk.putInt(crc(chunk, 0, data.length));
    out.writeBytes(chunk.array());
  }

  /** Whether the chunk at {@code at} has the CRC that it claims. */
  static boolean isUndamaged(ByteBuffer png, int at, int length) {
    boolean there = length >= 0 && length <= png.capacity() - at - FRAMING;
    return there && crc(png, at, length) == png.getInt(at + 8 + length);
  }

  private static int crc(ByteBuffer png, int at, int length) {
    CRC32 crc = new CRC32();
    crc.update(png.array(), at + 4, length + 4);
    return (int) crc.getValue();
  }
}
