package io.manako.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Marker segments of a JPEG (ITU-T T.81, annex B). Verification walks all segments, including the
 * entropy-coded data, and refuses a picture with missing pixels. Flaws that decoders skip are
 * harmless: bytes that belong to no segment, a missing end marker, the missing Huffman tables of
 * Motion JPEG.
 */
final class JpegStructure {
  /**
   * Greatest number of scans: encoders write about ten; thousands would keep a decoder busy for
   * minutes.
   */
  private static final int MAX_SCANS = 64;

  /**
   * Greatest number of coefficients that the scans of a progressive picture may pass: half a second
   * of decoding. The usual ten scans of 4096×4096 pixels in three full components pass 118 million.
   */
  private static final long MAX_PASSED = 200_000_000;

  private static final long ALL_COEFFICIENTS = -1;

  private final byte[] jpeg;
  private final JpegTables tables = new JpegTables();
  private final int[] quanta = new int[4];
  private final JpegGaps gaps = new JpegGaps();
  private @Nullable JpegFrame frame;
  private int restartInterval;
  private int scans;
  private boolean lacksTables;
  private long passed;

  private JpegStructure(byte[] jpeg) {
    this.jpeg = jpeg;
  }

  static ImageHeader header(byte[] jpeg) throws MalformedFrameException {
    int at = JpegMarkers.next(jpeg, 2);
    while (true) {
      int code = JpegMarkers.code(jpeg, at);
      if (JpegMarkers.isFrame(code)) {
        int height = JpegMarkers.uint16(jpeg, at + 5);
        return new ImageHeader(FrameFormat.JPEG, JpegMarkers.uint16(jpeg, at + 7), height);
      }
      if (code == JpegMarkers.SOS || code == JpegMarkers.EOI) {
        throw new MalformedFrameException("the JPEG has no frame header before its pixels");
      }
      at = JpegMarkers.next(jpeg, JpegMarkers.end(jpeg, at));
    }
  }

  /**
   * Returns bytes that every decoder can read: {@code jpeg} itself, or a copy without gaps and with
   * the tables and the end marker that it lacks.
   *
   * @throws MalformedFrameException if pixels are missing or corrupt
   */
  static byte[] verify(byte[] jpeg) throws MalformedFrameException {
    return new JpegStructure(jpeg).walk();
  }

  private byte[] walk() throws MalformedFrameException {
    int read = 2;
    int at = next(read);
    while (at < jpeg.length && JpegMarkers.code(jpeg, at) != JpegMarkers.EOI) {
      int end = JpegMarkers.end(jpeg, at);
      if (end > jpeg.length) {
        checkComplete();
        return whole(read, false);
      }
      read = segment(at, end);
      at = next(read);
    }
    checkComplete();
    return whole(read, at < jpeg.length);
  }

  private int next(int read) {
    int at = JpegMarkers.next(jpeg, read);
    gaps.add(read, at);
    return at;
  }

  /** Returns the end of the segment, including its entropy-coded data. */
  private int segment(int at, int end) throws MalformedFrameException {
    int code = JpegMarkers.code(jpeg, at);
    if (code == JpegMarkers.SOS) {
      return scan(at, end);
    } else if (code == JpegMarkers.DHT) {
      tables.read(jpeg, at + 4, end);
    } else if (code == JpegMarkers.DQT) {
      readQuanta(at + 4, end);
    } else if (code == JpegMarkers.DRI) {
      restartInterval = JpegMarkers.uint16(jpeg, at + 4);
    } else if (JpegMarkers.isFrame(code)) {
      readFrame(at);
    }
    return end;
  }

  /**
   * Returns the picture in the form that decoders need.
   *
   * @param read number of bytes that belong to the picture
   * @param ended whether the end marker is present
   */
  private byte[] whole(int read, boolean ended) {
    if (ended && !lacksTables && gaps.isEmpty()) {
      return jpeg;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(read + 512);
    out.write(jpeg, 0, 2);
    if (lacksTables) {
      out.writeBytes(JpegTables.standardSegment());
    }
    gaps.writeOthers(jpeg, 2, read, out);
    out.writeBytes(new byte[] {-1, (byte) JpegMarkers.EOI});
    return out.toByteArray();
  }

  /** Reads the first number of each table, which is that of the blocks' means. */
  private void readQuanta(int from, int end) {
    for (int at = from; at < end; ) {
      boolean wide = (jpeg[at] & 0xf0) != 0;
      quanta[jpeg[at] & 3] = wide ? JpegMarkers.uint16(jpeg, at + 1) : jpeg[at + 1] & 0xff;
      at += 1 + (wide ? 128 : 64);
    }
  }

  private void readFrame(int at) throws MalformedFrameException {
    if (frame != null) {
      throw new MalformedFrameException("the JPEG has a second frame header at byte " + at);
    }
    frame = JpegFrame.read(jpeg, at);
  }

  /**
   * Verifies the scan whose header is at {@code at}.
   *
   * @return the index of the marker behind the scan
   */
  private int scan(int at, int end) throws MalformedFrameException {
    int count = jpeg[at + 4] & 0xff;
    if (frame == null || ++scans > MAX_SCANS || end - at - 2 != 6 + 2 * count) {
      throw new MalformedFrameException("the JPEG's scan header at byte " + at + " is broken");
    }
    if (!tables.areGiven() && !frame.progressive()) {
      lacksTables = true;
      tables.useStandard();
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
    JpegBits bits = new JpegBits(jpeg, end, gaps);
    new JpegScan(frame, parts, band, bits).verify(restartInterval);
    parts.forEach(p -> markComplete(p.frame(), band));
    return bits.position();
  }

  private JpegScan.Part part(JpegFrame frame, int at) throws MalformedFrameException {
    for (JpegFrame.Component component : frame.components()) {
      if (component.id() == (jpeg[at] & 0xff)) {
        int dc = (jpeg[at + 1] & 0xff) >> 4;
        int quantum = quanta[component.quantiser()];
        return new JpegScan.Part(component, quantum, tables.dc(dc), tables.ac(jpeg[at + 1] & 15));
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

  /** Checks that all pixels are present and that the meaning of their components is known. */
  private void checkComplete() throws MalformedFrameException {
    if (frame == null || scans == 0) {
      throw new MalformedFrameException("the JPEG is cut off: it ends before its pixels");
    }
    for (JpegFrame.Component component : frame.components()) {
      if (component.complete()[0] != ALL_COEFFICIENTS) {
        throw new MalformedFrameException(
            "the JPEG is cut off: it ends before the last of its scans");
      }
    }
    JpegColours.of(jpeg);
  }
}
