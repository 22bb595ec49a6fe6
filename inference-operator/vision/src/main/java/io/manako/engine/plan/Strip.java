package io.manako.engine.plan;

/**
 * How a block's rows are cut.
 *
 * @param padding of the depthwise convolution
 * @param map the depthwise convolution's input
 * @param block channels in a block
 * @param rows output rows of the depthwise convolution in a strip
 */
record Strip(Padding padding, MapShape map, int block, int rows) {

  /** The fewest strips, of nearly equal height, whose scratch memory has at most {@code bytes}. */
  static Strip cut(Padding padding, MapShape map, int block, int bytes) {
    int height = padding.outputHeight();
    int rows = height;
    while (rows > 2
        && (long) new Strip(padding, map, block, rows).scratchFloats() * Float.BYTES > bytes) {
      rows--;
    }
    int strips = (height + rows - 1) / rows;
    return new Strip(padding, map, block, (height + strips - 1) / strips);
  }

  /** Input rows under the windows of a strip. */
  int expandedRows() {
    return padding.rows(rows);
  }

  /** Channel blocks of the depthwise convolution. */
  int blocks() {
    return (map.channels() + block - 1) / block;
  }

  /** Rows of the depthwise convolution's input. */
  int mapHeight() {
    return map.height();
  }

  /** Columns of the depthwise convolution's input. */
  int mapWidth() {
    return map.width();
  }

  private int scratchFloats() {
    return expandedFloats() + reducedFloats();
  }

  /** Floats of a padded row. */
  int row() {
    return padding.width() * block;
  }

  /** Floats of a channel block of the depthwise convolution's input. */
  int expandedPlane() {
    return expandedRows() * row();
  }

  /** Floats of all of them. */
  int expandedFloats() {
    return blocks() * expandedPlane();
  }

  /** Floats of a channel block of the depthwise convolution's output. */
  int reducedPlane() {
    return rows * padding.outputWidth() * block;
  }

  /** Floats of all of them. */
  int reducedFloats() {
    return blocks() * reducedPlane();
  }
}
