package io.manako.image;

/**
 * Canonical Huffman code (ITU-T T.81, annex C). One look-up decodes a short code; the first code of
 * its length decodes a long one.
 */
final class HuffmanTable {
  static final int LOOKUP_BITS = 9;
  private static final int MAX_LENGTH = 16;

  /**
   * Entries by the next {@link #LOOKUP_BITS} bits: length * 256 + symbol, or 0 for a longer code.
   */
  private final short[] lookup = new short[1 << LOOKUP_BITS];

  private final int[] endCode = new int[MAX_LENGTH + 1];
  private final int[] offset = new int[MAX_LENGTH + 1];
  private final byte[] symbols;

  /**
   * Reads a table.
   *
   * @param bytes the DHT segment
   * @param at index of the sixteen counts by code length, which {@code total} symbols follow
   * @param total number of symbols, 0 … 256
   */
  HuffmanTable(byte[] bytes, int at, int total) throws MalformedFrameException {
    symbols = new byte[total];
    System.arraycopy(bytes, at + MAX_LENGTH, symbols, 0, total);
    int code = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      int count = bytes[at + length - 1] & 0xff;
      offset[length] = index - code;
      if (code + count > 1 << length) {
        throw new MalformedFrameException("the JPEG's Huffman table at byte " + at + " overflows");
      }
      for (int i = 0; i < count; i++) {
        enter(code++, length, symbols[index++]);
      }
      endCode[length] = code;
      code <<= 1;
    }
  }

  private void enter(int code, int length, byte symbol) {
    if (length > LOOKUP_BITS) {
      return;
    }
    int shift = LOOKUP_BITS - length;
    short entry = (short) (length << 8 | (symbol & 0xff));
    for (int i = 0; i < 1 << shift; i++) {
      lookup[(code << shift) + i] = entry;
    }
  }

  /**
   * Decodes the code that the next 16 bits start with.
   *
   * @param next the next 16 bits
   * @return length * 256 + symbol, or 0 if no code matches
   */
  int entry(int next) {
    int entry = lookup[next >>> (MAX_LENGTH - LOOKUP_BITS)];
    for (int length = LOOKUP_BITS + 1; entry == 0 && length <= MAX_LENGTH; length++) {
      int code = next >>> (MAX_LENGTH - length);
      if (code < endCode[length]) {
        entry = length << 8 | (symbols[code + offset[length]] & 0xff);
      }
    }
    return entry;
  }
}
