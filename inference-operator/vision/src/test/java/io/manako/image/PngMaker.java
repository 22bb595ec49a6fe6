package io.manako.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.DeflaterOutputStream;

/** Makes PNGs of any colour type and depth, in one pass or in Adam7's seven. */
record PngMaker(int width, int height, int type, int depth, boolean interlaced) {
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  /** Sample {@code s} of a pixel, 0 … 2^depth − 1. */
  interface Samples {
    int at(int x, int y, int s);
  }

  int samples() {
    return switch (type) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  /** The picture, with {@code chunks} between its header and its pixels. */
  byte[] make(Samples samples, byte[]... chunks) {
    return Pictures.concat(
        signature(), header(), Pictures.concat(chunks), data(deflated(samples)), end());
  }

  static byte[] signature() {
    return Pictures.ascii("\u0089PNG\r\n\u001a\n");
  }

  byte[] header() {
    ByteBuffer body = ByteBuffer.allocate(13).putInt(width).putInt(height);
    body.put((byte) depth).put((byte) type).put((byte) 0).put((byte) 0);
    body.put((byte) (interlaced ? 1 : 0));
    return Pictures.pngChunk("IHDR", body.array());
  }

  static byte[] data(byte[] deflated) {
    return Pictures.pngChunk("IDAT", deflated);
  }

  static byte[] end() {
    return Pictures.pngChunk("IEND", new byte[0]);
  }

  byte[] deflated(Samples samples) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(rows(samples));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private byte[] rows(Samples samples) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (int[] pass : interlaced ? ADAM7 : new int[][] {{0, 0, 1, 1}}) {
      for (int y = pass[1]; y < height && pass[0] < width; y += pass[3]) {
        rows.write(0);
        row(samples, y, pass, rows);
      }
    }
    return rows.toByteArray();
  }

  private void row(Samples samples, int y, int[] pass, ByteArrayOutputStream out) {
    long bits = 0;
    int count = 0;
    for (int x = pass[0]; x < width; x += pass[2]) {
      for (int s = 0; s < samples(); s++) {
        bits = bits << depth | samples.at(x, y, s);
        for (count += depth; count >= 8; count -= 8) {
          out.write((int) (bits >> (count - 8)));
        }
      }
    }
    if (count > 0) {
      out.write((int) (bits << (8 - count)));
    }
  }
}
