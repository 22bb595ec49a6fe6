package io.manako.chaos.hostile;

import io.manako.image.FrameFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Parts of a whole record: a JPEG's segments, a PNG's or WebP's chunks, an MP4's boxes, a transport
 * stream's packets, an H.264 stream's NAL units.
 */
final class RecordParts {
  private static final int PNG_SIGNATURE = 8;
  private static final int RIFF_HEADER = 12;
  private static final int BMP_FILE_HEADER = 14;
  private static final int TS_PACKET = 188;
  private static final byte[] NAL_START = {0, 0, 1};
  private static final int SOS = 0xda;

  private RecordParts() {}

  /** Splits a whole record; the parts concatenated are the record. */
  static List<byte[]> split(FrameFormat format, byte[] record) {
    List<Integer> starts =
        switch (format) {
          case JPEG -> segments(record);
          case PNG -> chunks(ByteBuffer.wrap(record), PNG_SIGNATURE, 12, 0);
          case WEBP ->
              chunks(ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN), RIFF_HEADER, 8, 4);
          case BMP -> List.of(0, BMP_FILE_HEADER, Math.min(54, record.length));
          case MP4 -> boxes(ByteBuffer.wrap(record));
          case MPEG_TS -> packets(record);
          case H264, H265 -> units(record);
        };
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : record.length;
      parts.add(Arrays.copyOfRange(record, starts.get(i), end));
    }
    return parts;
  }

  /** Corrects checksums and total lengths, so that a decoder reads the changed parts. */
  static byte[] repaired(FrameFormat format, List<byte[]> parts) {
    if (format == FrameFormat.PNG) {
      return Bytes.concat(parts.stream().map(RecordParts::withChecksum).toList());
    }
    byte[] record = Bytes.concat(parts);
    if (format == FrameFormat.WEBP && record.length >= RIFF_HEADER) {
      ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(4, record.length - 8);
    }
    return record;
  }

  private static byte[] withChecksum(byte[] chunk) {
    if (chunk.length < 12) {
      return chunk;
    }
    byte[] right = chunk.clone();
    CRC32 crc = new CRC32();
    crc.update(right, 4, right.length - 8);
    ByteBuffer.wrap(right).putInt(right.length - 4, (int) crc.getValue());
    return right;
  }

  private static List<Integer> segments(byte[] jpeg) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    int at = 2;
    while (at + 4 < jpeg.length) {
      starts.add(at);
      int marker = jpeg[at + 1] & 0xff;
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
      while (marker == SOS && at + 1 < jpeg.length && !isMarker(jpeg, at)) {
        at++;
      }
    }
    starts.add(jpeg.length - 2);
    return starts;
  }

  private static boolean isMarker(byte[] jpeg, int at) {
    int code = jpeg[at + 1] & 0xff;
    return jpeg[at] == -1 && code != 0 && (code & 0xf8) != 0xd0;
  }

  /**
   * Splits chunks of {@code overhead} bytes and a length that stands {@code offset} bytes into
   * each.
   */
  private static List<Integer> chunks(ByteBuffer file, int first, int overhead, int offset) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    int at = first;
    while (at + 8 <= file.limit()) {
      starts.add(at);
      int length = file.getInt(at + offset);
      at += overhead + length + (overhead == 8 ? length & 1 : 0);
    }
    return starts;
  }

  /** Splits boxes; bytes that do not fit, in a damaged file, are one box. */
  private static List<Integer> boxes(ByteBuffer mp4) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    int at = size(mp4, 0);
    while (at < mp4.limit()) {
      starts.add(at);
      at += size(mp4, at);
    }
    return starts;
  }

  private static int size(ByteBuffer mp4, int at) {
    int left = mp4.limit() - at;
    int size = left < 8 ? left : mp4.getInt(at);
    return size < 8 || size > left ? Math.max(left, 1) : size;
  }

  private static List<Integer> packets(byte[] ts) {
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at < ts.length; at += TS_PACKET) {
      starts.add(at);
    }
    return starts;
  }

  private static List<Integer> units(byte[] stream) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    int at = Bytes.indexOf(stream, NAL_START, 4);
    while (at >= 0) {
      starts.add(at);
      at = Bytes.indexOf(stream, NAL_START, at + 3);
    }
    return starts;
  }
}
