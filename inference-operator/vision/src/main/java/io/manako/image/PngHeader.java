package io.manako.image;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * IHDR chunk of a PNG (W3C PNG, section 11.2.2).
 *
 * @param width width in pixels
 * @param height height in pixels
 * @param bits bits of a pixel, all its samples together
 * @param interlaced whether the pixels arrive in seven passes
 */
record PngHeader(int width, int height, int bits, boolean interlaced) {
  /** First column, first row, step between columns and step between rows of each pass. */
  private static final List<Pass> PASSES =
      List.of(
          new Pass(0, 0, 8, 8),
          new Pass(4, 0, 8, 8),
          new Pass(0, 4, 4, 8),
          new Pass(2, 0, 4, 4),
          new Pass(0, 2, 2, 4),
          new Pass(1, 0, 2, 2),
          new Pass(0, 1, 1, 2));

  private static final List<Pass> WHOLE = List.of(new Pass(0, 0, 1, 1));

  private record Pass(int column, int row, int columnStep, int rowStep) {
    long bytes(int width, int height, int bits) {
      long columns = (width - column + columnStep - 1) / columnStep;
      long rows = (height - row + rowStep - 1) / rowStep;
      return columns == 0 ? 0 : rows * (1 + (columns * bits + 7) / 8);
    }
  }

  static PngHeader read(ByteBuffer png) throws MalformedFrameException {
    int depth = png.get(24);
    int type = png.get(25);
    int samples =
        switch (type) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 0;
        };
    boolean small = depth == 1 || depth == 2 || depth == 4;
    boolean known = depth == 8 || (depth == 16 && type != 3) || (small && (type == 0 || type == 3));
    int interlace = png.get(28);
    if (samples == 0 || !known || png.get(26) != 0 || png.get(27) != 0 || (interlace & ~1) != 0) {
      throw new MalformedFrameException(
          String.format(
              Locale.ROOT,
              "the PNG has colour type %d, depth %d, compression %d, filter %d and interlace %d, which no PNG has",
              type,
              depth,
              png.get(26),
              png.get(27),
              interlace));
    }
    return new PngHeader(png.getInt(16), png.getInt(20), samples * depth, interlace == 1);
  }

  /** Bytes of all rows, each with its filter byte in front. */
  long rowBytes() {
    return (interlaced ? PASSES : WHOLE)
        .stream().mapToLong(pass -> pass.bytes(width, height, bits)).sum();
  }
}
