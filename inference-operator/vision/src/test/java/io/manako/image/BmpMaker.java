package io.manako.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes BMPs of any depth, uncompressed, bottom row first. */
record BmpMaker(int width, int height, int depth) {
  private static final int HEADERS = 54;

  byte[] make() {
    int colours = depth <= 8 ? 1 << depth : 0;
    int row = (width * depth + 31) / 32 * 4;
    int start = HEADERS + 4 * colours;
    ByteBuffer bmp = ByteBuffer.allocate(start + row * height).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(start);
    bmp.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) depth);
    bmp.position(HEADERS);
    for (int i = 0; i < colours; i++) {
      bmp.put((byte) (i * 7)).put((byte) (i * 5)).put((byte) (255 - i)).put((byte) 0);
    }
    for (int y = 0; y < height; y++) {
      row(bmp, y, start + (height - 1 - y) * row);
    }
    return bmp.array();
  }

  private void row(ByteBuffer bmp, int y, int at) {
    for (int x = 0; x < width; x++) {
      int value = value(x, y);
      switch (depth) {
        case 16 -> bmp.putShort(at + 2 * x, (short) value);
        case 24 -> {
          bmp.putShort(at + 3 * x, (short) value);
          bmp.put(at + 3 * x + 2, (byte) (value >> 16));
        }
        case 32 -> bmp.putInt(at + 4 * x, value);
        default -> {
          int byteAt = at + x * depth / 8;
          int shift = 8 - depth - x * depth % 8;
          bmp.put(byteAt, (byte) (bmp.get(byteAt) | value << shift));
        }
      }
    }
  }

  private int value(int x, int y) {
    int mixed = x * 0x050301 + y * 0x020704;
    return depth <= 16 ? (x + 3 * y) & ((1 << Math.min(depth, 15)) - 1) : mixed & 0xffffff;
  }

  /** The pixels, RGB. */
  byte[] expected() {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i += 3) {
      int value = value(i / 3 % width, i / 3 / width);
      for (int c = 0; c < 3; c++) {
        rgb[i + c] = (byte) colour(value, c);
      }
    }
    return rgb;
  }

  private int colour(int value, int c) {
    if (depth <= 8) {
      return c == 0 ? 255 - value : value * (c == 1 ? 5 : 7);
    } else if (depth == 16) {
      return (value >> (10 - 5 * c) & 31) * 255 / 31;
    }
    return value >> (16 - 8 * c);
  }
}
