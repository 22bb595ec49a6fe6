package io.manako.image;

import java.util.Locale;

/**
 * Positions of a JPEG's segments (ITU-T T.81, section B.1.1). Decoders skip bytes between two
 * segments that are not a marker, and so does this class.
 */
final class JpegMarkers {
  static final int SOI = 0xd8;
  static final int EOI = 0xd9;
  static final int SOS = 0xda;
  static final int DQT = 0xdb;
  static final int DRI = 0xdd;
  static final int DHT = 0xc4;
  static final int RST0 = 0xd0;
  static final int APP0 = 0xe0;
  static final int APP1 = 0xe1;
  static final int APP14 = 0xee;
  private static final int RST7 = 0xd7;
  private static final int TEM = 0x01;
  private static final int PREFIX = 0xff;

  private JpegMarkers() {}

  /**
   * Returns the index of the first marker at or behind {@code at}, behind its fill bytes, or the
   * length of the record if no marker follows.
   */
  static int next(byte[] jpeg, int at) {
    for (int i = at; i + 1 < jpeg.length; i++) {
      int code = code(jpeg, i);
      if ((jpeg[i] & 0xff) == PREFIX && code != 0 && code != PREFIX) {
        return i;
      }
    }
    return jpeg.length;
  }

  /** Code of the marker at {@code at}. */
  static int code(byte[] jpeg, int at) {
    return jpeg[at + 1] & 0xff;
  }

  /**
   * Returns the end of the segment at {@code at}, which may lie behind the record's last byte.
   *
   * @throws MalformedFrameException if the marker is out of place or claims no valid length
   */
  static int end(byte[] jpeg, int at) throws MalformedFrameException {
    int code = code(jpeg, at);
    if (code == SOI) {
      throw new MalformedFrameException("the JPEG starts a second time at byte " + at);
    }
    if (code == TEM || (code >= RST0 && code <= RST7)) {
      return at + 2;
    }
    int length = at + 4 > jpeg.length ? 2 : uint16(jpeg, at + 2);
    if (length < 2) {
      throw new MalformedFrameException(
          String.format(Locale.ROOT, "the JPEG's segment at byte %d claims %d bytes", at, length));
    }
    return at + 2 + length;
  }

  /** Whether a marker starts a frame: SOF0 … SOF15 without DHT, JPG and DAC. */
  static boolean isFrame(int code) {
    return code >= 0xc0 && code <= 0xcf && code != DHT && code != 0xc8 && code != 0xcc;
  }

  /** Whether the segment at {@code at} holds this text behind its length. */
  static boolean holds(byte[] jpeg, int at, String text) {
    boolean same = at + 4 + text.length() <= jpeg.length;
    for (int i = 0; same && i < text.length(); i++) {
      same = jpeg[at + 4 + i] == text.charAt(i);
    }
    return same;
  }

  static int uint16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | (b[at + 1] & 0xff);
  }
}
