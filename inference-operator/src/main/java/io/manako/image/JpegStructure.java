package io.manako.image;

/** Marker segments of a JPEG (ITU-T T.81, annex B). */
final class JpegStructure {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int RST0 = 0xd0;
  private static final int RST7 = 0xd7;
  private static final int TEM = 0x01;

  private JpegStructure() {}

  static ImageHeader header(byte[] jpeg) throws MalformedFrameException {
    for (int at = 2; ; ) {
      int marker = marker(jpeg, at);
      int length = uint16(jpeg, at + 2);
      if (isFrame(marker)) {
        return new ImageHeader(FrameFormat.JPEG, uint16(jpeg, at + 7), uint16(jpeg, at + 5));
      }
      if (marker == SOS || marker == EOI) {
        throw new MalformedFrameException("the JPEG has no frame header before its pixels");
      }
      at = next(jpeg, at, length);
    }
  }

  static void verify(byte[] jpeg) throws MalformedFrameException {
    int at = 2;
    boolean scan = false;
    while (true) {
      int marker = marker(jpeg, at);
      if (marker == EOI) {
        break;
      }
      at = next(jpeg, at, uint16(jpeg, at + 2));
      if (marker == SOS) {
        scan = true;
        at = scanEnd(jpeg, at);
      }
    }
    if (!scan) {
      throw new MalformedFrameException("the JPEG ends before its pixels");
    }
  }

  /** The code behind the 0xff at {@code at}; standalone markers have no place between segments. */
  private static int marker(byte[] jpeg, int at) throws MalformedFrameException {
    int code = jpeg[at + 1] & 0xff;
    boolean standalone = code == SOI || code == TEM || (code >= RST0 && code <= RST7);
    if ((jpeg[at] & 0xff) != 0xff || code == 0 || standalone) {
      throw new MalformedFrameException("the JPEG has no marker at byte " + at);
    }
    return code;
  }

  /** Where the segment at {@code at} ends, fill bytes (0xff) before the next marker skipped. */
  private static int next(byte[] jpeg, int at, int length) throws MalformedFrameException {
    int end = at + 2 + length;
    if (length < 2 || end > jpeg.length) {
      throw new MalformedFrameException(
          "the JPEG is cut off: the segment at byte %d claims %d bytes, the record has %d"
              .formatted(at, length, jpeg.length));
    }
    while (jpeg[end] == (byte) 0xff && jpeg[end + 1] == (byte) 0xff) {
      end++;
    }
    return end;
  }

  /** The first marker behind entropy-coded data that is neither stuffing nor a restart. */
  private static int scanEnd(byte[] jpeg, int from) {
    int at = from;
    while (true) {
      if (jpeg[at] == (byte) 0xff) {
        int code = jpeg[at + 1] & 0xff;
        if (code != 0 && code != 0xff && (code < RST0 || code > RST7)) {
          return at;
        }
      }
      at++;
    }
  }

  /** SOF0 … SOF15 without DHT, JPG and DAC. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static int uint16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | (b[at + 1] & 0xff);
  }
}
