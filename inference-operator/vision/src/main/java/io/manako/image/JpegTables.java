package io.manako.image;

import java.io.ByteArrayOutputStream;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;
import org.jspecify.annotations.Nullable;

/** Huffman tables in force at a place of a JPEG: four for DC coefficients and four for AC. */
final class JpegTables {
  private static final int PLACES = 4;
  private static final int LENGTHS = 16;

  /**
   * Tables of ITU-T T.81, K.3 to K.6, as a segment. Frames of Motion JPEG (AVI, many cameras) leave
   * this segment out.
   */
  private static final byte[] STANDARD = standard();

  private final HuffmanTable[] tables = new HuffmanTable[2 * PLACES];
  private boolean given;

  /** Returns the segment of the tables in force if a picture has none. */
  static byte[] standardSegment() {
    return STANDARD.clone();
  }

  /** Whether the picture contained tables. */
  boolean areGiven() {
    return given;
  }

  /** Loads the standard's tables. */
  void useStandard() throws MalformedFrameException {
    read(STANDARD, 4, STANDARD.length);
  }

  /**
   * Loads the tables of a DHT segment.
   *
   * @param jpeg the whole record
   * @param from index of the first table
   * @param end index behind the last table
   * @throws MalformedFrameException if a table does not fit the segment
   */
  void read(byte[] jpeg, int from, int end) throws MalformedFrameException {
    given = true;
    int at = from;
    while (at < end) {
      int place = jpeg[at] & 0xff;
      int total = 0;
      for (int i = 1; i <= LENGTHS; i++) {
        total += jpeg[at + i] & 0xff;
      }
      int next = at + 1 + LENGTHS + total;
      if ((place & ~0x13) != 0 || total > 256 || next > end) {
        throw new MalformedFrameException("the JPEG's Huffman table at byte " + at + " is broken");
      }
      tables[(place >> 4) * PLACES + (place & 3)] = new HuffmanTable(jpeg, at + 1, total);
      at = next;
    }
  }

  @Nullable HuffmanTable dc(int place) {
    return place < PLACES ? tables[place] : null;
  }

  @Nullable HuffmanTable ac(int place) {
    return place < PLACES ? tables[PLACES + place] : null;
  }

  private static byte[] standard() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    write(body, 0x00, JPEGHuffmanTable.StdDCLuminance);
    write(body, 0x10, JPEGHuffmanTable.StdACLuminance);
    write(body, 0x01, JPEGHuffmanTable.StdDCChrominance);
    write(body, 0x11, JPEGHuffmanTable.StdACChrominance);
    int length = body.size() + 2;
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(
        new byte[] {-1, (byte) JpegMarkers.DHT, (byte) (length >> 8), (byte) length});
    segment.writeBytes(body.toByteArray());
    return segment.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int place, JPEGHuffmanTable table) {
    out.write(place);
    short[] lengths = table.getLengths();
    for (int i = 0; i < LENGTHS; i++) {
      out.write(i < lengths.length ? lengths[i] : 0);
    }
    for (short value : table.getValues()) {
      out.write(value);
    }
  }
}
