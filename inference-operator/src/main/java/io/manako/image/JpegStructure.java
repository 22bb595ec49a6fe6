package io.manako.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Marker segments of a JPEG (ITU-T T.81, annex B). Verifying walks them all, the entropy-coded data
 * included, from the start of the image to its end marker.
 */
final class JpegStructure {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int DRI = 0xdd;
  private static final int DHT = 0xc4;
  private static final int RST0 = 0xd0;
  private static final int RST7 = 0xd7;
  private static final int TEM = 0x01;

  /** Encoders make about ten; thousands would keep a decoder busy for minutes. */
  private static final int MAX_SCANS = 64;

  /**
   * Coefficients that the scans of a progressive picture may pass over: half a second. The usual
   * ten scans of 4096×4096 pixels in three full components pass over 118 million.
   */
  private static final long MAX_PASSED = 200_000_000;

  private static final int TABLES = 4;
  private static final long ALL_COEFFICIENTS = -1;

  private final byte[] jpeg;
  private final HuffmanTable[] tables = new HuffmanTable[2 * TABLES];
  private @Nullable JpegFrame frame;
  private int restartInterval;
  private int scans;
  private long passed;

  private JpegStructure(byte[] jpeg) {
    this.jpeg = jpeg;
  }

  static ImageHeader header(byte[] jpeg) throws MalformedFrameException {
    int at = 2;
    while (true) {
      int marker = marker(jpeg, at);
      if (isFrame(marker)) {
        return new ImageHeader(FrameFormat.JPEG, uint16(jpeg, at + 7), uint16(jpeg, at + 5));
      }
      if (marker == SOS || marker == EOI) {
        throw new MalformedFrameException("the JPEG has no frame header before its pixels");
      }
      at = end(jpeg, at);
    }
  }

  static void verify(byte[] jpeg) throws MalformedFrameException {
    new JpegStructure(jpeg).walk();
  }

  private void walk() throws MalformedFrameException {
    int at = 2;
    int marker = marker(jpeg, at);
    while (marker != EOI) {
      int end = end(jpeg, at);
      if (marker == SOS) {
        end = scan(at, end);
      } else if (marker == DHT) {
        readTables(at + 4, at + 2 + uint16(jpeg, at + 2));
      } else if (marker == DRI) {
        restartInterval = uint16(jpeg, at + 4);
      } else if (isFrame(marker)) {
        readFrame(at);
      }
      at = end;
      marker = marker(jpeg, at);
    }
    checkComplete();
  }

  private void readFrame(int at) throws MalformedFrameException {
    if (frame != null) {
      throw new MalformedFrameException("the JPEG has a second frame header at byte " + at);
    }
    frame = JpegFrame.read(jpeg, at);
  }

  private void readTables(int from, int end) throws MalformedFrameException {
    int at = from;
    while (at < end) {
      int place = jpeg[at] & 0xff;
      int total = 0;
      for (int i = 1; i <= 16; i++) {
        total += jpeg[at + i] & 0xff;
      }
      if ((place & ~0x13) != 0 || total > 256 || at + 17 + total > end) {
        throw new MalformedFrameException("the JPEG's Huffman table at byte " + at + " is broken");
      }
      tables[(place >> 4) * TABLES + (place & 3)] = new HuffmanTable(jpeg, at + 1, total);
      at += 17 + total;
    }
  }

  /** Verifies the scan whose header is at {@code at}; returns where the marker behind it is. */
  private int scan(int at, int end) throws MalformedFrameException {
    int count = jpeg[at + 4] & 0xff;
    if (frame == null || ++scans > MAX_SCANS || uint16(jpeg, at + 2) != 6 + 2 * count) {
      throw new MalformedFrameException("the JPEG's scan header at byte " + at + " is broken");
    }
    List<JpegScan.Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(part(frame, at + 5 + 2 * i));
    }
    JpegScan.Band band = band(frame, at + 5 + 2 * count);
    boolean mixed = frame.progressive() && band.first() > 0 && count > 1;
    if (count < 1 || mixed) {
      throw new MalformedFrameException(
          "the JPEG's scan at byte " + at + " has " + count + " parts");
    }
    if (frame.progressive()) {
      parts.forEach(p -> passed += p.frame().blocks() * (1L + band.last() - band.first()));
    }
    if (passed > MAX_PASSED) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the JPEG's scans up to byte %d pass over %d coefficients; the limit is %d",
              at,
              passed,
              MAX_PASSED));
    }
    JpegBits bits = new JpegBits(jpeg, end);
    new JpegScan(frame, parts, band, bits).verify(restartInterval);
    parts.forEach(p -> markComplete(p.frame(), band));
    return bits.position();
  }

  private JpegScan.Part part(JpegFrame frame, int at) throws MalformedFrameException {
    for (JpegFrame.Component component : frame.components()) {
      if (component.id() == (jpeg[at] & 0xff)) {
        int dc = (jpeg[at + 1] & 0xff) >> 4;
        int ac = jpeg[at + 1] & 15;
        return new JpegScan.Part(
            component, dc < TABLES ? tables[dc] : null, ac < TABLES ? tables[TABLES + ac] : null);
      }
    }
    throw new MalformedFrameException("the JPEG's scan at byte " + at + " has no such component");
  }

  private JpegScan.Band band(JpegFrame frame, int at) throws MalformedFrameException {
    if (!frame.progressive()) {
      return new JpegScan.Band(0, 63, 0, 0);
    }
    int first = jpeg[at] & 0xff;
    int last = jpeg[at + 1] & 0xff;
    int high = (jpeg[at + 2] & 0xff) >> 4;
    int low = jpeg[at + 2] & 15;
    if (first > last || last > 63 || (first == 0 && last != 0) || low > 13) {
      throw new MalformedFrameException("the JPEG's scan at byte " + at + " has no valid band");
    }
    return new JpegScan.Band(first, last, high, low);
  }

  private static void markComplete(JpegFrame.Component component, JpegScan.Band band) {
    if (band.low() == 0) {
      for (int k = band.first(); k <= band.last(); k++) {
        component.complete()[0] |= 1L << k;
      }
    }
  }

  private void checkComplete() throws MalformedFrameException {
    if (frame == null || scans == 0) {
      throw new MalformedFrameException("the JPEG ends before its pixels");
    }
    for (JpegFrame.Component component : frame.components()) {
      if (component.complete()[0] != ALL_COEFFICIENTS) {
        throw new MalformedFrameException("the JPEG ends before the last of its scans");
      }
    }
  }

  /** The code behind the 0xff at {@code at}; standalone markers have no place between segments. */
  private static int marker(byte[] jpeg, int at) throws MalformedFrameException {
    int code = jpeg[at + 1] & 0xff;
    boolean standalone = code == SOI || code == TEM || (code >= RST0 && code <= RST7);
    if ((jpeg[at] & 0xff) != 0xff || code == 0 || standalone) {
      throw new MalformedFrameException("the JPEG has no valid marker at byte " + at);
    }
    return code;
  }

  /** Where the segment at {@code at} ends, fill bytes (0xff) before the next marker skipped. */
  private static int end(byte[] jpeg, int at) throws MalformedFrameException {
    int length = uint16(jpeg, at + 2);
    int end = at + 2 + length;
    if (length < 2 || end > jpeg.length) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the JPEG is cut off: the segment at byte %d claims %d bytes, the record has %d",
              at,
              length,
              jpeg.length));
    }
    while (end + 1 < jpeg.length && jpeg[end] == (byte) 0xff && jpeg[end + 1] == (byte) 0xff) {
      end++;
    }
    return end;
  }

  /** SOF0 … SOF15 without DHT, JPG and DAC. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != 0xc8 && marker != 0xcc;
  }

  private static int uint16(byte[] b, int at) {
    return (b[at] & 0xff) << 8 | (b[at + 1] & 0xff);
  }
}
