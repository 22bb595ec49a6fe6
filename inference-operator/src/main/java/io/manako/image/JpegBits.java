package io.manako.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;

/** The bits of a JPEG's entropy-coded segment, byte stuffing removed; zeros behind its end. */
final class JpegBits {
  private static final int RST0 = 0xd0;
  private static final int COEFFICIENTS = 64;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] jpeg;
  private int at;
  private long buffer;
  private int available;
  private int beyond;

  JpegBits(byte[] jpeg, int at) {
    this.jpeg = jpeg;
    this.at = at;
  }

  /** Index of the next byte to load: a marker, once the segment is read. */
  int position() {
    return at;
  }

  /**
   * Passes over the 63 AC coefficients of a baseline block. This loop takes most of a
   * verification's time, hence the local copies.
   *
   * @return whether they were coded correctly
   */
  boolean skipAc(HuffmanTable table) {
    long bits = buffer;
    int left = available;
    int k = 1;
    while (k < COEFFICIENTS) {
      if (left < 32) {
        available = left;
        fill();
        bits = buffer;
        left = available;
      }
      int entry = table.entry((int) (bits >>> (left - 16)) & 0xffff);
      int symbol = entry & 0xff;
      left -= (entry >>> 8) + (symbol & 15);
      if (symbol == 0) {
        available = left;
        return entry != 0;
      }
      k += (symbol >> 4) + 1;
    }
    available = left;
    return k == COEFFICIENTS;
  }

  /** Reads a symbol; −1 if no code matches. */
  int symbol(HuffmanTable table) {
    int entry = peek(table);
    available -= entry >>> 8;
    return entry == 0 ? -1 : entry & 0xff;
  }

  private int peek(HuffmanTable table) {
    if (available < 32) {
      fill();
    }
    return table.entry((int) (buffer >>> (available - 16)) & 0xffff);
  }

  /** Reads up to 16 bits. */
  int bits(int count) {
    if (available < 32) {
      fill();
    }
    available -= count;
    return (int) (buffer >>> available) & ((1 << count) - 1);
  }

  /** Whether more bits were read than the segment has. */
  boolean isOverread() {
    return available < beyond;
  }

  /** Called with less than 32 bits left; leaves at least 32. */
  private void fill() {
    if (at + 4 <= jpeg.length) {
      int word = (int) WORD.get(jpeg, at);
      boolean stuffed = ((~word - 0x01010101) & word & 0x80808080) != 0;
      if (!stuffed) {
        buffer = buffer << 32 | (word & 0xffffffffL);
        available += 32;
        at += 4;
        return;
      }
    }
    while (available <= 48) {
      buffer = buffer << 8 | load();
      available += 8;
    }
  }

  private int load() {
    int b = jpeg[at] & 0xff;
    if (b != 0xff) {
      at++;
      return b;
    }
    if (jpeg[at + 1] == 0) {
      at += 2;
      return b;
    }
    beyond += 8;
    return 0;
  }

  /**
   * Ends the segment: less than a byte of it, or only zeros, may be left before its marker.
   *
   * @return the marker's code
   */
  int finish() throws MalformedFrameException {
    int whole = (available - beyond) / 8 * 8;
    boolean rest = whole > 0 && (buffer >>> beyond & ((1L << whole) - 1)) != 0;
    while (jpeg[at] == 0 || (jpeg[at] == (byte) 0xff && jpeg[at + 1] == (byte) 0xff)) {
      at++;
    }
    if (isOverread() || rest || jpeg[at] != (byte) 0xff || jpeg[at + 1] == 0) {
      throw new MalformedFrameException(
          "the JPEG's pixels are corrupt or cut off before byte " + at);
    }
    return jpeg[at + 1] & 0xff;
  }

  /** Passes over restart marker {@code number} modulo 8. */
  void restart(int number) throws MalformedFrameException {
    int marker = finish();
    if (marker != RST0 + number % 8) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the JPEG lacks restart marker %d at byte %d: a part is missing",
              number,
              at));
    }
    at += 2;
    buffer = 0;
    available = 0;
    beyond = 0;
  }
}
