package io.manako.chaos.hostile;

import io.manako.image.DecodeLimits;
import io.manako.image.FrameFormat;
import io.manako.image.Image;
import io.manako.media.GopEncoder;
import io.manako.media.Pictures;
import io.manako.media.TimedImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Videos whose containers claim, nest or repeat without end, or that hold too many pictures. */
final class VideoBombs {
  private static final int[] COUNTS = {1_000_000, 100_000_000, Integer.MAX_VALUE, -1};

  /** Largest width that the encoder makes (H.264, level 5.2). */
  private static final int WIDE = 4096;

  private static final int HIGH = 2304;
  private static final int MOST_BYTES = DecodeLimits.DEFAULT.maxBytes();
  private static final int FILLED_BYTES = MOST_BYTES / 4;

  private VideoBombs() {}

  static List<SeedRecord> all() throws IOException {
    List<SeedRecord> bombs = new ArrayList<>();
    byte[] mp4 = new GopEncoder(10).encode(SeedMaker.gop(16, 16, 3));
    for (int count : COUNTS) {
      addTables(bombs, mp4, count);
    }
    bombs.add(mp4(Bytes.concat(mp4, Bytes.repeated(Mp4Box.of("free", new byte[0]), 2_000_000))));
    bombs.add(mp4(nested(mp4, 100_000)));
    addRepeated(bombs);
    addManyPictures(bombs);
    return bombs;
  }

  /** Adds tables that claim entries: in the index of a whole file, and in that of a fragment. */
  private static void addTables(List<SeedRecord> bombs, byte[] mp4, int count) {
    for (String type : List.of("stts", "ctts", "stsc", "stco", "co64", "stss", "elst", "sgpd")) {
      bombs.add(mp4(withTable(mp4, Mp4Box.of(type, table(0, count)))));
    }
    byte[] sizes = Mp4Box.of("stsz", table(0, 1, count));
    byte[] chunks = Mp4Box.of("stsc", table(0, 1, 1, count, 1));
    byte[] times = Mp4Box.of("stts", table(0, 1, count, 1));
    byte[] places = Mp4Box.of("stco", table(0, 1, 0));
    bombs.add(mp4(withTable(mp4, Bytes.concat(sizes, chunks, times, places))));
    bombs.add(mp4(Mp4Box.rewrite(mp4, "trun", run -> table(0, count))));
    bombs.add(mp4(Bytes.concat(Mp4Box.of("sidx", table(0, 1, 1, 0, 0, count)), mp4)));
  }

  /** Adds boxes to the sample table of the only track. */
  private static byte[] withTable(byte[] mp4, byte[] boxes) {
    return Mp4Box.rewrite(mp4, "stbl", content -> Bytes.concat(content, boxes));
  }

  private static byte[] table(int... numbers) {
    ByteBuffer table = ByteBuffer.allocate(numbers.length * Integer.BYTES);
    for (int number : numbers) {
      table.putInt(number);
    }
    return table.array();
  }

  private static byte[] nested(byte[] mp4, int depth) {
    ByteBuffer boxes = ByteBuffer.allocate(8 * depth);
    for (int left = depth; left > 0; left--) {
      boxes.putInt(8 * left).put(Bytes.ascii("moov"));
    }
    return Bytes.concat(mp4, boxes.array());
  }

  private static SeedRecord mp4(byte[] bytes) {
    return new SeedRecord(FrameFormat.MP4, bytes);
  }

  /**
   * Adds records with a quarter of the bytes that a record may hold of things that make no picture.
   */
  private static void addRepeated(List<SeedRecord> bombs) throws IOException {
    byte[] ts = gop(FrameFormat.MPEG_TS, 16, 16, 2);
    for (byte[] packet : RecordParts.split(FrameFormat.MPEG_TS, ts).subList(0, 4)) {
      bombs.add(filled(FrameFormat.MPEG_TS, new byte[0], packet));
    }
    byte[] stream = gop(FrameFormat.H264, 16, 16, 2);
    for (byte[] unit : RecordParts.split(FrameFormat.H264, stream)) {
      bombs.add(filled(FrameFormat.H264, stream, unit));
    }
    bombs.add(filled(FrameFormat.H264, stream, Bytes.of(0, 0, 1)));
    bombs.add(filled(FrameFormat.H264, stream, Bytes.of(0, 0, 1, 9, 0x10)));
    bombs.add(filled(FrameFormat.H264, stream, Bytes.of(0)));
  }

  private static SeedRecord filled(FrameFormat format, byte[] head, byte[] part) {
    int times = (FILLED_BYTES - head.length) / part.length;
    return new SeedRecord(format, Bytes.concat(head, Bytes.repeated(part, times)));
  }

  private static void addManyPictures(List<SeedRecord> bombs) throws IOException {
    bombs.add(new SeedRecord(FrameFormat.MP4, gop(FrameFormat.MP4, 16, 16, 2000)));
    byte[] largest = black(WIDE, HIGH);
    int times = Math.min(512, MOST_BYTES / largest.length);
    bombs.add(new SeedRecord(FrameFormat.H264, Bytes.repeated(largest, times)));
    bombs.add(new SeedRecord(FrameFormat.H264, Bytes.repeated(black(640, 480), 512)));
  }

  /** Returns a key frame and one that repeats it, so that any number of such pairs is a stream. */
  private static byte[] black(int width, int height) throws IOException {
    Image black = Pictures.of(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR));
    return new GopEncoder(10, FrameFormat.H264, GopEncoder.H264)
        .encode(List.of(new TimedImage(black, 0), new TimedImage(black, 100_000_000)));
  }

  private static byte[] gop(FrameFormat format, int width, int height, int frames)
      throws IOException {
    return new GopEncoder(10, format, GopEncoder.H264).encode(SeedMaker.gop(width, height, frames));
  }
}
