package io.manako.chaos.hostile;

import io.manako.image.DecodeLimits;
import io.manako.image.FrameFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Whole JPEGs of the largest size that is accepted, in as few bytes as ITU-T T.81 allows. */
final class JpegBombs {
  private static final int SIDE = DecodeLimits.DEFAULT.maxWidth();
  private static final int BLOCKS = SIDE / 8 * (SIDE / 8);
  private static final int COEFFICIENTS = 64;
  private static final int SCANS = 64;
  private static final int LONGEST_RUN = 32_767;
  private static final int LONGEST_RUN_SYMBOL = 0xe0;
  private static final int BASELINE = 0xc0;
  private static final int PROGRESSIVE = 0xc2;
  private static final byte[] END = Bytes.of(0xff, 0xd9);

  private JpegBombs() {}

  static List<SeedRecord> all() {
    return List.of(baseline(1), baseline(3), progressive(1), progressive(3));
  }

  /** Two bits a block: no difference in its DC coefficient, end of block. */
  private static SeedRecord baseline(int components) {
    return new SeedRecord(
        FrameFormat.JPEG,
        Bytes.concat(
            head(BASELINE, components),
            table(0x00, 0),
            table(0x10, 0),
            scanOfAll(components),
            new byte[BLOCKS * components / 4],
            END));
  }

  /**
   * Makes the largest number of scans that is accepted, all but the first of a few bytes: only runs
   * of empty bands.
   */
  private static SeedRecord progressive(int components) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(head(PROGRESSIVE, components));
    parts.add(table(0x00, 0));
    parts.add(table(0x10, LONGEST_RUN_SYMBOL));
    byte[] first = scanOfAll(components);
    first[first.length - 2] = 0;
    parts.add(first);
    parts.add(new byte[BLOCKS * components / 8]);
    for (int i = 1; i < SCANS; i++) {
      int bits = i <= components ? 0x01 : 0x10;
      parts.add(Bytes.of(0xff, 0xda, 0, 8, 1, 1 + i % components, 0, 1, 63, bits));
      parts.add(emptyBands());
    }
    parts.add(END);
    return new SeedRecord(FrameFormat.JPEG, Bytes.concat(parts));
  }

  /** Each run is the code 0 and fourteen bits set. */
  private static byte[] emptyBands() {
    int runs = (BLOCKS + LONGEST_RUN - 1) / LONGEST_RUN;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int octet = 0;
    int bits = (15 * runs + 7) / 8 * 8;
    for (int bit = 0; bit < bits; bit++) {
      octet = octet << 1 | (bit % 15 == 0 && bit < 15 * runs ? 0 : 1);
      if (bit % 8 == 7) {
        out.write(octet);
        if ((octet & 0xff) == 0xff) {
          out.write(0);
        }
      }
    }
    return out.toByteArray();
  }

  private static byte[] head(int marker, int components) {
    ByteBuffer head = ByteBuffer.allocate(2 + 69 + 10 + 3 * components);
    head.putShort((short) 0xffd8).putShort((short) 0xffdb).putShort((short) 67).put((byte) 0);
    head.put(Bytes.repeated(Bytes.of(1), COEFFICIENTS));
    head.put((byte) 0xff).put((byte) marker).putShort((short) (8 + 3 * components));
    head.put((byte) 8).putShort((short) SIDE).putShort((short) SIDE).put((byte) components);
    for (int component = 1; component <= components; component++) {
      head.put(Bytes.of(component, 0x11, 0));
    }
    return head.array();
  }

  /** A Huffman table of one code, the bit 0. */
  private static byte[] table(int place, int symbol) {
    byte[] table = new byte[4 + 17 + 1];
    System.arraycopy(Bytes.of(0xff, 0xc4, 0, 20, place, 1), 0, table, 0, 6);
    table[table.length - 1] = (byte) symbol;
    return table;
  }

  private static byte[] scanOfAll(int components) {
    ByteBuffer scan = ByteBuffer.allocate(2 + 6 + 2 * components);
    scan.putShort((short) 0xffda).putShort((short) (6 + 2 * components)).put((byte) components);
    for (int component = 1; component <= components; component++) {
      scan.put((byte) component).put((byte) 0);
    }
    return scan.put(Bytes.of(0, 63, 0)).array();
  }
}
