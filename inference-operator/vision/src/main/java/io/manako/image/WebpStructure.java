package io.manako.image;

import java.nio.ByteBuffer;
import java.util.Locale;

/** RIFF chunks of a WebP (RFC 9649) in a little-endian buffer. */
final class WebpStructure {
  private static final int FIRST_CHUNK = 12;
  private static final int VP8 = fourCc("VP8 ");
  private static final int VP8L = fourCc("VP8L");
  private static final int VP8X = fourCc("VP8X");
  private static final int ANIMATION_FLAG = 2;

  private WebpStructure() {}

  static ImageHeader header(ByteBuffer webp) throws MalformedFrameException {
    int type = webp.getInt(FIRST_CHUNK);
    if (type == VP8X) {
      int width = uint24(webp, FIRST_CHUNK + 12) + 1;
      return new ImageHeader(FrameFormat.WEBP, width, uint24(webp, FIRST_CHUNK + 15) + 1);
    }
    return bitstreamHeader(webp, FIRST_CHUNK);
  }

  static void verify(ByteBuffer webp, ImageHeader header) throws MalformedFrameException {
    long end = (webp.getInt(4) & 0xffffffffL) + 8;
    if (end > webp.limit()) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the WebP is cut off: it claims %d bytes, the record has %d",
              end,
              webp.limit()));
    }
    if (webp.getInt(FIRST_CHUNK) == VP8X && (webp.get(FIRST_CHUNK + 8) & ANIMATION_FLAG) != 0) {
      throw new MalformedFrameException("the WebP is animated; send single pictures");
    }
    long at = FIRST_CHUNK;
    while (at + 8 <= end) {
      long length = webp.getInt((int) at + 4) & 0xffffffffL;
      if (at + 8 + length > end) {
        throw new MalformedFrameException(
            "the WebP chunk at byte " + at + " claims " + length + " bytes, past the file's end");
      }
      if (checkBitstream(webp, (int) at, header)) {
        // Decoders read no further.
        return;
      }
      at += 8 + length + (length & 1);
    }
    throw new MalformedFrameException("the WebP has no VP8 or VP8L chunk, so no pixels");
  }

  /** Checks the size of a bitstream: a small canvas must not hide a huge bitstream. */
  private static boolean checkBitstream(ByteBuffer webp, int at, ImageHeader header)
      throws MalformedFrameException {
    int type = webp.getInt(at);
    if (type != VP8 && type != VP8L) {
      return false;
    }
    if (!bitstreamHeader(webp, at).equals(header)) {
      throw new MalformedFrameException("the WebP's canvas and its bitstream differ in size");
    }
    return true;
  }

  private static ImageHeader bitstreamHeader(ByteBuffer webp, int at)
      throws MalformedFrameException {
    int type = webp.getInt(at);
    int data = at + 8;
    if (type == VP8 && uint24(webp, data + 3) == 0x2a019d) {
      int width = webp.getShort(data + 6) & 0x3fff;
      return new ImageHeader(FrameFormat.WEBP, width, webp.getShort(data + 8) & 0x3fff);
    }
    if (type == VP8L && webp.get(data) == 0x2f) {
      int bits = webp.getInt(data + 1);
      return new ImageHeader(FrameFormat.WEBP, (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    throw new MalformedFrameException("the WebP chunk at byte " + at + " holds no VP8 picture");
  }

  private static int uint24(ByteBuffer b, int at) {
    return (b.getShort(at) & 0xffff) | (b.get(at + 2) & 0xff) << 16;
  }

  private static int fourCc(String s) {
    return s.charAt(0) | s.charAt(1) << 8 | s.charAt(2) << 16 | s.charAt(3) << 24;
  }
}
