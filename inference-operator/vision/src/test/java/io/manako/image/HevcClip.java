package io.manako.image;

import java.io.ByteArrayOutputStream;

/**
 * H.265 without a container, written bit by bit (ITU-T H.265, sections 7.3 and 9.3.4), since no
 * encoder of it is at hand: key frames of one block of 16×16 samples without compression.
 */
final class HevcClip {
  static final int SIZE = 16;
  private static final int IDR = 20;
  private static final int VPS = 32;
  private static final int SPS = 33;
  private static final int PPS = 34;

  private HevcClip() {}

  /** Frame i has {@link #luma} in each row. */
  static byte[] encode(int frames, int framesPerSecond) {
    return encode(frames, framesPerSecond, 0);
  }

  /** As {@link #encode(int, int)}; so many columns on the left, an even number, are cropped. */
  static byte[] encode(int frames, int framesPerSecond, int cropped) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(unit(VPS, videoParameters()));
    stream.writeBytes(unit(SPS, sequenceParameters(framesPerSecond, cropped)));
    stream.writeBytes(unit(PPS, pictureParameters()));
    for (int i = 0; i < frames; i++) {
      stream.writeBytes(unit(IDR, slice(i)));
    }
    return stream.toByteArray();
  }

  /** Sample of the limited range in a column. */
  static int luma(int frame, int x) {
    return 50 + 10 * frame + 4 * x;
  }

  private static Bits videoParameters() {
    Bits bits = new Bits().u(4, 0).u(2, 3).u(6, 0).u(3, 0).u(1, 1).u(16, 0xffff);
    return level(bits).u(1, 1).ue(0).ue(0).ue(0).u(6, 0).ue(0).u(2, 0).end();
  }

  private static Bits level(Bits bits) {
    return bits.u(8, 1).u(32, 0x60000000).u(4, 9).u(32, 0).u(12, 0).u(8, 93);
  }

  private static Bits sequenceParameters(int framesPerSecond, int cropped) {
    Bits bits = level(new Bits().u(4, 0).u(3, 0).u(1, 1));
    bits.ue(0).ue(1).ue(SIZE).ue(SIZE).u(1, 1).ue(cropped / 2).ue(0).ue(0).ue(0);
    bits.ue(0).ue(0).ue(0).u(1, 1).ue(0).ue(0).ue(0);
    // Blocks of 16 samples and nothing else; transforms of 4 to 16.
    bits.ue(1).ue(0).ue(0).ue(2).ue(0).ue(0).u(3, 0);
    // Samples as they are: 8 bits each, for blocks of 16.
    bits.u(1, 1).u(4, 7).u(4, 7).ue(1).ue(0).u(1, 1);
    bits.ue(0).u(3, 0);
    // Usability: nothing but the frame rate.
    bits.u(1, 1).u(8, 0).u(1, 1).u(32, 1).u(32, framesPerSecond).u(3, 0);
    return bits.u(1, 0).end();
  }

  private static Bits pictureParameters() {
    Bits bits = new Bits().ue(0).ue(0).u(7, 0).ue(0).ue(0).ue(0).u(3, 0).ue(0).ue(0).u(7, 0);
    return bits.u(3, 5).u(2, 0).ue(0).u(2, 0).end();
  }

  private static Bits slice(int frame) {
    Bits bits = new Bits().u(2, 2).ue(0).ue(2).ue(0).end();
    // The block is not split: the likelier bin takes 270 of the first interval's 510.
    new Arithmetic(bits, 270).terminate();
    bits.align();
    for (int i = 0; i < SIZE * SIZE; i++) {
      bits.u(8, luma(frame, i % SIZE));
    }
    for (int i = 0; i < SIZE * SIZE / 2; i++) {
      bits.u(8, 128);
    }
    new Arithmetic(bits, 510).terminate();
    return bits.align();
  }

  private static byte[] unit(int type, Bits content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 0, 1, (byte) (type << 1), 1});
    int zeros = 0;
    for (byte b : content.bytes()) {
      if (zeros == 2 && b >= 0 && b <= 3) {
        out.write(3);
        zeros = 0;
      }
      out.write(b);
      zeros = b == 0 ? zeros + 1 : 0;
    }
    return out.toByteArray();
  }

  /** Ends an interval that begins at 0: section 9.3.4.6 and the flush behind it. */
  private static final class Arithmetic {
    private final Bits bits;
    private int low;
    private int range;
    private boolean first = true;
    private int outstanding;

    Arithmetic(Bits bits, int range) {
      this.bits = bits;
      this.range = range;
    }

    void terminate() {
      low += range - 2;
      range = 2;
      while (range < 256) {
        if (low < 256) {
          put(0);
        } else if (low >= 512) {
          low -= 512;
          put(1);
        } else {
          low -= 256;
          outstanding++;
        }
        range <<= 1;
        low <<= 1;
      }
      put(low >> 9 & 1);
      bits.u(2, low >> 7 & 3 | 1);
    }

    private void put(int bit) {
      if (!first) {
        bits.u(1, bit);
      }
      first = false;
      for (; outstanding > 0; outstanding--) {
        bits.u(1, 1 - bit);
      }
    }
  }

  /** Fixed lengths and Exp-Golomb codes, most significant bit first. */
  private static final class Bits {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int pending;
    private int count;

    Bits u(int length, int value) {
      for (int i = length - 1; i >= 0; i--) {
        pending = pending << 1 | value >>> i & 1;
        if (++count == 8) {
          out.write(pending);
          pending = 0;
          count = 0;
        }
      }
      return this;
    }

    Bits ue(int value) {
      int length = 32 - Integer.numberOfLeadingZeros(value + 1);
      return u(length - 1, 0).u(length, value + 1);
    }

    /** A one and as many zeros as fill the byte. */
    Bits end() {
      return u(1, 1).align();
    }

    Bits align() {
      return count == 0 ? this : u(8 - count, 0);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
