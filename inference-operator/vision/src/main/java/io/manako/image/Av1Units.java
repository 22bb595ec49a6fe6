package io.manako.image;

import java.util.Locale;

/**
 * Checks what the units of an AV1 packet claim (AV1 bitstream specification, section 5.3) before
 * libaom reads them. libaom reserves memory for the claimed size, which FFmpeg's limits do not
 * reach, and decodes frames that are never shown.
 */
final class Av1Units {
  private static final int SEQUENCE_HEADER = 1;
  private static final int FRAME_HEADER = 3;
  private static final int FRAME = 6;
  private static final int LEB128_BYTES = 8;

  private final DecodeLimits limits;
  private long sequencePixels;
  private long pixels;

  Av1Units(DecodeLimits limits) {
    this.limits = limits;
  }

  /**
   * Checks a packet.
   *
   * @param packet the units of one packet
   * @throws MalformedFrameException if its frames exceed the limits, or all frames so far have more
   *     than twice the pixels that a video may show
   */
  void add(byte[] packet) throws MalformedFrameException {
    try {
      int at = 0;
      while (at < packet.length) {
        at = unit(packet, at);
      }
    } catch (IndexOutOfBoundsException e) {
      throw new MalformedFrameException("a unit of the AV1 video is cut off", e);
    }
    if (pixels / 2 > limits.maxVideoPixels()) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the record's AV1 frames, hidden ones too, have %d pixels; the limit is 2 × %d",
              pixels,
              limits.maxVideoPixels()));
    }
  }

  /** Returns the index of the next unit. */
  private int unit(byte[] packet, int start) throws MalformedFrameException {
    int type = packet[start] >> 3 & 0xf;
    int at = start + ((packet[start] & 4) != 0 ? 2 : 1);
    long size = packet.length - at;
    if ((packet[start] & 2) != 0) {
      size = 0;
      boolean more = true;
      for (int i = 0; more && i < LEB128_BYTES; i++) {
        size |= (long) (packet[at] & 0x7f) << 7 * i;
        more = packet[at++] < 0;
      }
    }
    if (type == SEQUENCE_HEADER) {
      sequence(new Bits(packet, at));
    } else if (type == FRAME_HEADER || type == FRAME) {
      pixels += sequencePixels;
    }
    return (int) Math.min(at + size, packet.length);
  }

  /** Reads a sequence header (section 5.5.1) up to the largest size of a frame. */
  private void sequence(Bits bits) throws MalformedFrameException {
    bits.skip(4);
    if (bits.next(1) == 1) {
      bits.skip(5);
    } else {
      skipOperatingPoints(bits);
    }
    int widthBits = bits.next(4) + 1;
    int heightBits = bits.next(4) + 1;
    int width = bits.next(widthBits) + 1;
    int height = bits.next(heightBits) + 1;
    ImageHeader.checkSize(width, height, limits);
    sequencePixels = (long) width * height;
  }

  private static void skipOperatingPoints(Bits bits) {
    int delayBits = bits.next(1) == 1 ? skipTiming(bits) : 0;
    boolean displayDelay = bits.next(1) == 1;
    int points = bits.next(5) + 1;
    for (int i = 0; i < points; i++) {
      bits.skip(12);
      if (bits.next(5) > 7) {
        bits.skip(1);
      }
      if (delayBits > 0 && bits.next(1) == 1) {
        bits.skip(2 * delayBits + 1);
      }
      if (displayDelay && bits.next(1) == 1) {
        bits.skip(4);
      }
    }
  }

  /** Returns the length in bits of a delay of the decoder model, or 0 if there is no model. */
  private static int skipTiming(Bits bits) {
    bits.skip(64);
    if (bits.next(1) == 1) {
      int zeros = 0;
      while (bits.next(1) == 0) {
        zeros++;
      }
      bits.skip(zeros < Integer.SIZE ? zeros : 0);
    }
    if (bits.next(1) == 0) {
      return 0;
    }
    int delayBits = bits.next(5) + 1;
    bits.skip(42);
    return delayBits;
  }

  /** Reader of bits, most significant first. */
  private static final class Bits {
    private final byte[] bytes;
    private long at;

    Bits(byte[] bytes, int start) {
      this.bytes = bytes;
      this.at = (long) start * Byte.SIZE;
    }

    void skip(int count) {
      at += count;
    }

    /** Reads up to 31 bits. */
    int next(int count) {
      int value = 0;
      for (int i = 0; i < count; i++, at++) {
        value = value << 1 | bytes[(int) (at >> 3)] >> (7 - at & 7) & 1;
      }
      return value;
    }
  }
}
