package io.manako.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * Makes baseline JPEGs of any components and sampling, with the standard's Huffman tables and
 * quantisation by 1: what is decoded is what was given, but for rounding and sampling.
 */
final class JpegMaker {
  private static final int BLOCK = 8;
  private static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };
  private static final double[][] COSINES = cosines();

  /** Samples of a component at a pixel, 0 … 255. */
  interface Plane {
    double at(int x, int y);
  }

  /**
   * A component.
   *
   * @param id its name
   * @param h horizontal sampling factor
   * @param v vertical sampling factor
   */
  record Component(int id, int h, int v, Plane plane) {}

  private final int width;
  private final int height;
  private final List<Component> components = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Code dc = new Code(JPEGHuffmanTable.StdDCLuminance);
  private final Code ac = new Code(JPEGHuffmanTable.StdACLuminance);
  private int bits;
  private int count;
  private int restartInterval;

  JpegMaker(int width, int height) {
    this.width = width;
    this.height = height;
    out.writeBytes(new byte[] {-1, (byte) 0xd8});
  }

  JpegMaker jfif() {
    return segment(
        0xe0, Pictures.concat(Pictures.ascii("JFIF\0"), bytes(1, 1, 0, 0, 1, 0, 1, 0, 0)));
  }

  JpegMaker adobe(int transform) {
    return segment(
        0xee, Pictures.concat(Pictures.ascii("Adobe"), bytes(0, 100, 0, 0, 0, 0, transform)));
  }

  JpegMaker restartEvery(int units) {
    restartInterval = units;
    return segment(0xdd, bytes(units >> 8, units));
  }

  JpegMaker component(Component component) {
    components.add(component);
    return this;
  }

  JpegMaker segment(int marker, byte[] body) {
    out.writeBytes(bytes(0xff, marker, body.length + 2 >> 8, body.length + 2));
    out.writeBytes(body);
    return this;
  }

  /** The picture. */
  byte[] make() {
    byte[] ones = new byte[65];
    java.util.Arrays.fill(ones, 1, 65, (byte) 1);
    segment(0xdb, ones);
    segment(0xc4, Pictures.concat(bytes(0x00), dc.definition(), bytes(0x10), ac.definition()));
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    ByteArrayOutputStream scan = new ByteArrayOutputStream();
    frame.writeBytes(bytes(8, height >> 8, height, width >> 8, width, components.size()));
    scan.write(components.size());
    for (Component c : components) {
      frame.writeBytes(bytes(c.id(), c.h() << 4 | c.v(), 0));
      scan.writeBytes(bytes(c.id(), 0));
    }
    scan.writeBytes(bytes(0, 63, 0));
    segment(0xc0, frame.toByteArray());
    segment(0xda, scan.toByteArray());
    scan();
    out.writeBytes(bytes(0xff, 0xd9));
    return out.toByteArray();
  }

  private void scan() {
    int hMax = components.stream().mapToInt(Component::h).max().orElseThrow();
    int vMax = components.stream().mapToInt(Component::v).max().orElseThrow();
    int columns = (width + BLOCK * hMax - 1) / (BLOCK * hMax);
    int rows = (height + BLOCK * vMax - 1) / (BLOCK * vMax);
    int[] last = new int[components.size()];
    for (int unit = 0; unit < columns * rows; unit++) {
      if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0) {
        flush();
        out.writeBytes(bytes(0xff, 0xd0 + (unit / restartInterval - 1) % 8));
        java.util.Arrays.fill(last, 0);
      }
      for (int i = 0; i < last.length; i++) {
        Component c = components.get(i);
        for (int b = 0; b < c.h() * c.v(); b++) {
          int x = (unit % columns * c.h() + b % c.h()) * BLOCK;
          int y = (unit / columns * c.v() + b / c.h()) * BLOCK;
          last[i] = block(coefficients(c, x, y, hMax / c.h(), vMax / c.v()), last[i]);
        }
      }
    }
    flush();
  }

  /** Of the block whose first sample is (x, y), each the mean of {@code w * h} pixels. */
  private int[] coefficients(Component c, int x, int y, int w, int h) {
    double[] samples = new double[64];
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j < w * h; j++) {
        int px = Math.min((x + i % BLOCK) * w + j % w, width - 1);
        int py = Math.min((y + i / BLOCK) * h + j / w, height - 1);
        samples[i] += (c.plane().at(px, py) - 128) / (w * h);
      }
    }
    int[] result = new int[64];
    for (int k = 0; k < 64; k++) {
      double sum = 0;
      for (int i = 0; i < 64; i++) {
        sum += samples[i] * COSINES[k % BLOCK][i % BLOCK] * COSINES[k / BLOCK][i / BLOCK];
      }
      result[k] = (int) Math.round(sum);
    }
    return result;
  }

  private int block(int[] coefficients, int before) {
    number(dc, 0, coefficients[0] - before);
    int run = 0;
    for (int k = 1; k < 64; k++) {
      int value = coefficients[ZIGZAG[k]];
      if (value == 0) {
        run++;
        continue;
      }
      for (; run > 15; run -= 16) {
        ac.write(0xf0);
      }
      number(ac, run << 4, value);
      run = 0;
    }
    if (run > 0) {
      ac.write(0);
    }
    return coefficients[0];
  }

  private void number(Code code, int high, int value) {
    int size = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    code.write(high | size);
    put(value < 0 ? value + (1 << size) - 1 : value, size);
  }

  private void put(int value, int size) {
    for (int i = size - 1; i >= 0; i--) {
      bits = bits << 1 | (value >> i & 1);
      if (++count == 8) {
        out.write(bits);
        if ((bits & 0xff) == 0xff) {
          out.write(0);
        }
        count = bits = 0;
      }
    }
  }

  private void flush() {
    while (count > 0) {
      put(1, 1);
    }
  }

  private final class Code {
    private final JPEGHuffmanTable table;
    private final int[] codes = new int[256];
    private final int[] sizes = new int[256];

    Code(JPEGHuffmanTable table) {
      this.table = table;
      int code = 0;
      int next = 0;
      for (int size = 1; size <= 16; size++) {
        for (int i = 0; i < lengths(size); i++) {
          int symbol = table.getValues()[next++];
          codes[symbol] = code++;
          sizes[symbol] = size;
        }
        code <<= 1;
      }
    }

    private int lengths(int size) {
      return size <= table.getLengths().length ? table.getLengths()[size - 1] : 0;
    }

    void write(int symbol) {
      put(codes[symbol], sizes[symbol]);
    }

    byte[] definition() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int size = 1; size <= 16; size++) {
        bytes.write(lengths(size));
      }
      for (short value : table.getValues()) {
        bytes.write(value);
      }
      return bytes.toByteArray();
    }
  }

  private static double[][] cosines() {
    double[][] table = new double[BLOCK][BLOCK];
    for (int k = 0; k < BLOCK; k++) {
      for (int i = 0; i < BLOCK; i++) {
        double scale = k == 0 ? Math.sqrt(0.125) : 0.5;
        table[k][i] = scale * Math.cos((2 * i + 1) * k * Math.PI / 16);
      }
    }
    return table;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
