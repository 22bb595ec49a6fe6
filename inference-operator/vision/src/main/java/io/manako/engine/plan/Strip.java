package io.manako.engine.plan;

/**
 * Division of a block's rows into strips.
 *
 * @param padding padding of the depthwise convolution
 * @param map extents of the depthwise convolution's input
 * @param block channels in a block
 * @param rows output rows of the depthwise convolution in a strip
 */
record Strip(Padding padding, MapShape map, int block, int rows) {

  /**
   * Returns the fewest strips, of nearly equal height, whose scratch memory has at most {@code
   * bytes}. Strips of two rows are not cut further.
   */
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

  /** Floats of a channel block of the depthwise convolution's input in a strip. */
  int expandedPlane() {
    return expandedRows() * row();
  }

  /** Floats of the depthwise convolution's input in a strip. */
  int expandedFloats() {
    return blocks() * expandedPlane();
  }

  /** Floats of a channel block of the depthwise convolution's output in a strip. */
  int reducedPlane() {
    return rows * padding.outputWidth() * block;
  }

  /** Floats of the depthwise convolution's output in a strip. */
  int reducedFloats() {
    return blocks() * reducedPlane();
  }
}
