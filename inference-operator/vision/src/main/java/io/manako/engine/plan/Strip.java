package io.manako.engine.plan;

/**
 * How a block's rows are cut.
 *
 * @param rows output rows of the depthwise convolution in a strip
 * @param expandedRows input rows under them
 * @param blocks channel blocks of the depthwise convolution
 * @param block channels in a block
 * @param paddedWidth columns of a padded row
 * @param outputWidth columns of an output row
 * @param mapHeight rows of the depthwise convolution's input
 * @param mapWidth columns of the depthwise convolution's input
 */
record Strip(
    int rows,
    int expandedRows,
    int blocks,
    int block,
    int paddedWidth,
    int outputWidth,
    int mapHeight,
    int mapWidth) {

  /** The fewest strips, of nearly equal height, whose scratch memory has at most {@code bytes}. */
  static Strip cut(Padding padding, MapShape map, int block, int bytes) {
    int height = padding.outputHeight();
    int rows = height;
    while (rows > 2 && (long) of(padding, map, block, rows).scratchFloats() * Float.BYTES > bytes) {
      rows--;
    }
    int strips = (height + rows - 1) / rows;
    return of(padding, map, block, (height + strips - 1) / strips);
  }

  private static Strip of(Padding padding, MapShape map, int block, int rows) {
    return new Strip(
        rows,
        padding.rows(rows),
        (map.channels() + block - 1) / block,
        block,
        padding.width(),
        padding.outputWidth(),
        map.height(),
        map.width());
  }

  private int scratchFloats() {
    return expandedFloats() + reducedFloats();
  }

  /** Floats of a padded row. */
  int row() {
    return paddedWidth * block;
  }

  /** Floats of a channel block of the depthwise convolution's input. */
  int expandedPlane() {
    return expandedRows * row();
  }

  /** Floats of all of them. */
  int expandedFloats() {
    return blocks * expandedPlane();
  }

  /** Floats of a channel block of the depthwise convolution's output. */
  int reducedPlane() {
    return rows * outputWidth * block;
  }

  /** Floats of all of them. */
  int reducedFloats() {
    return blocks * reducedPlane();
  }
}
