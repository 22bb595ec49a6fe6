package io.manako.chaos.hostile;

import io.manako.image.DecodeLimits;
import io.manako.image.FrameFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Small PNGs that inflate to as much as they may, or to more. */
final class PngBombs {
  private static final int SIDE = DecodeLimits.DEFAULT.maxWidth();
  private static final int RGB = 2;
  private static final int RGBA = 6;
  private static final int HEADER = 13;
  private static final long METADATA = 64L << 20;
  private static final byte[] SIGNATURE = Bytes.of(0x89, 'P', 'N', 'G', 13, 10, 26, 10);

  private PngBombs() {}

  static List<SeedRecord> all() {
    List<SeedRecord> bombs = new ArrayList<>();
    for (int interlaced = 0; interlaced <= 1; interlaced++) {
      bombs.add(largest(8, RGB, interlaced, SIDE * (1 + 3L * SIDE)));
      bombs.add(largest(16, RGBA, interlaced, SIDE * (1 + 8L * SIDE)));
    }
    bombs.add(png(onePixel(), new byte[0], zeros(256L << 20)));
    bombs.add(dressed("iTXt", Bytes.of('a', 0, 1, 0, 0, 0)));
    bombs.add(dressed("zTXt", Bytes.of('a', 0, 0)));
    bombs.add(dressed("iCCP", Bytes.of('a', 0, 0)));
    bombs.add(manyChunks());
    return bombs;
  }

  private static SeedRecord largest(int depth, int colours, int interlaced, long raw) {
    ByteBuffer header = ByteBuffer.allocate(HEADER).putInt(SIDE).putInt(SIDE);
    header.put((byte) depth).put((byte) colours).put(new byte[2]).put((byte) interlaced);
    return png(header.array(), new byte[0], zeros(raw));
  }

  /** One pixel, and metadata that inflates. */
  private static SeedRecord dressed(String type, byte[] head) {
    return png(onePixel(), chunk(type, Bytes.concat(head, zeros(METADATA))), zeros(2));
  }

  private static SeedRecord manyChunks() {
    return png(onePixel(), Bytes.repeated(chunk("tEXt", Bytes.of('a', 0)), 300_000), zeros(2));
  }

  private static byte[] onePixel() {
    return ByteBuffer.allocate(HEADER).putInt(1).putInt(1).put((byte) 8).array();
  }

  private static SeedRecord png(byte[] header, byte[] between, byte[] pixels) {
    return new SeedRecord(
        FrameFormat.PNG,
        Bytes.concat(
            SIGNATURE,
            chunk("IHDR", header),
            between,
            chunk("IDAT", pixels),
            chunk("IEND", new byte[0])));
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] unsummed =
        Bytes.concat(Bytes.bigEndian(data.length), Bytes.ascii(type), data, new byte[4]);
    return RecordParts.repaired(FrameFormat.PNG, List.of(unsummed));
  }

  private static byte[] zeros(long count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, fast, 1 << 16)) {
      byte[] block = new byte[1 << 16];
      for (long left = count; left > 0; left -= block.length) {
        deflated.write(block, 0, (int) Math.min(left, block.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      fast.end();
    }
    return out.toByteArray();
  }
}
