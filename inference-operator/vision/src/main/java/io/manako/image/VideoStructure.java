package io.manako.image;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Checks in plain Java that a video record is whole, as far as its container states, and was not
 * made to keep a demuxer busy.
 */
final class VideoStructure {
  private static final int TS_PACKET = 188;
  private static final int MDAT = 0x6d646174;

  /** Greatest number of boxes: a GOP of 1024 frames in as many fragments has 2049. */
  private static final int MAX_BOXES = 16_384;

  /**
   * Greatest number of bytes in boxes without pixels: a millisecond of a demuxer's time, a hundred
   * thousand boxes.
   */
  private static final int MAX_METADATA = 1 << 20;

  private VideoStructure() {}

  static void verify(FrameFormat format, byte[] bytes) throws MalformedFrameException {
    if (format == FrameFormat.MP4) {
      verifyBoxes(ByteBuffer.wrap(bytes));
      return;
    }
    if (format == FrameFormat.MPEG_TS) {
      verifyPackets(bytes);
    }
    NalUnits.checkStream(bytes);
  }

  /**
   * Checks that top-level boxes (ISO/IEC 14496-12, section 4.2) end exactly where the record ends
   * and keep a demuxer busy with nothing but pixels.
   */
  private static void verifyBoxes(ByteBuffer mp4) throws MalformedFrameException {
    long at = 0;
    long metadata = 0;
    int boxes = 0;
    while (at < mp4.limit()) {
      long left = mp4.limit() - at;
      long size = left < 8 ? -1 : mp4.getInt((int) at) & 0xffffffffL;
      if (size == 1) {
        size = left < 16 ? -1 : mp4.getLong((int) at + 8);
      } else if (size == 0) {
        size = left;
      }
      if (size < 8 || size > left) {
        throw new MalformedFrameException(
            String.format(
                Locale.ROOT,
                "the MP4 is cut off: the box at byte %d does not fit the record's %d bytes",
                at,
                mp4.limit()));
      }
      metadata += mp4.getInt((int) at + 4) == MDAT ? 0 : size;
      at += size;
      if (++boxes > MAX_BOXES || metadata > MAX_METADATA) {
        throw new MalformedFrameException(
            String.format(
                Locale.ROOT,
                "the MP4 has %d boxes, or %d bytes outside of mdat; the limits are %d and %d",
                boxes,
                metadata,
                MAX_BOXES,
                MAX_METADATA));
      }
    }
  }

  /** Checks packets of 188 bytes that start with 'G' (ISO/IEC 13818-1, section 2.4.3). */
  private static void verifyPackets(byte[] ts) throws MalformedFrameException {
    if (ts.length % TS_PACKET != 0) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the transport stream is cut off: %d bytes are not whole packets of %d",
              ts.length,
              TS_PACKET));
    }
    for (int at = 0; at < ts.length; at += TS_PACKET) {
      if (ts[at] != 'G') {
        throw new MalformedFrameException(
            "the transport stream has no packet at byte " + at + ", where one must start");
      }
    }
  }
}
