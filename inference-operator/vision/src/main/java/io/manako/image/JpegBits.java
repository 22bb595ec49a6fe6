package io.manako.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;

/** Bits of a JPEG's entropy-coded segment without byte stuffing, with zeros behind the end. */
final class JpegBits {
  private static final int COEFFICIENTS = 64;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] jpeg;
  private final JpegGaps gaps;
  private int at;
  private long buffer;
  private int available;
  private int beyond;
  private boolean leftSome;

  /**
   * Creates a reader.
   *
   * @param jpeg the whole record
   * @param at index of the segment's first byte
   * @param gaps receiver of what is left of a segment once its last block is read
   */
  JpegBits(byte[] jpeg, int at, JpegGaps gaps) {
    this.jpeg = jpeg;
    this.gaps = gaps;
    this.at = at;
  }

  /** Index of the next byte to load: that of a marker, once the segment is read. */
  int position() {
    return at;
  }

  /**
   * Skips the 63 AC coefficients of a baseline block. This loop takes most of a verification's
   * time, hence the local copies.
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

  /** Reads a symbol, or −1 if no code matches. */
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

  /** Fills the buffer to at least 32 bits; called with less than 32 bits left. */
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
    int next = at;
    while (next + 1 < jpeg.length && jpeg[next] == (byte) 0xff && jpeg[next + 1] == (byte) 0xff) {
      // Fill bytes may stand before stuffed bytes as well as before markers.
      next++;
    }
    boolean escaped = next < jpeg.length && jpeg[next] == (byte) 0xff;
    if (next == jpeg.length || (escaped && (next + 1 == jpeg.length || jpeg[next + 1] != 0))) {
      beyond += 8;
      return 0;
    }
    at = next + (escaped ? 2 : 1);
    return jpeg[next] & 0xff;
  }

  /**
   * Ends the segment. Decoders skip what is left of a segment, and cameras leave something.
   *
   * @return the code of the marker behind the segment, −1 if nothing is behind it
   * @throws MalformedFrameException if more bits were read than the segment has
   */
  int finish() throws MalformedFrameException {
    if (isOverread()) {
      throw new MalformedFrameException(
          "the JPEG's pixels are corrupt or cut off before byte " + at);
    }
    int unread = unread();
    at = JpegMarkers.next(jpeg, at);
    gaps.add(unread, at);
    for (int i = unread; i < at; i++) {
      leftSome |= jpeg[i] != 0 && jpeg[i] != (byte) 0xff;
    }
    return at == jpeg.length ? -1 : JpegMarkers.code(jpeg, at);
  }

  /** Whether a segment had more than zeros and fill bytes left once its last block was read. */
  boolean leftSome() {
    return leftSome;
  }

  /** Returns the index of the first whole byte that was loaded and not read. */
  private int unread() {
    int start = at;
    for (int bytes = (available - beyond) / 8; bytes > 0; bytes--) {
      boolean stuffed = start > 1 && jpeg[start - 1] == 0 && jpeg[start - 2] == (byte) 0xff;
      start -= stuffed ? 2 : 1;
    }
    return start;
  }

  /**
   * Skips restart marker {@code number} modulo 8.
   *
   * @throws MalformedFrameException if another marker or none follows
   */
  void restart(int number) throws MalformedFrameException {
    int marker = finish();
    if (marker != JpegMarkers.RST0 + number % 8) {
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
