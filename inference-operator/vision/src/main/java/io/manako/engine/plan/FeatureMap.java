package io.manako.engine.plan;

/**
 * Value in blocks: [channel block][batch][row][column][channel in the block]. A picture's vector is
 * a map of one pixel.
 *
 * @param buffer buffer that holds the value
 * @param shape extents of one picture's part
 * @param batch greatest number of pictures
 * @param block channels in a block
 */
record FeatureMap(Buffer buffer, MapShape shape, int batch, int block) {

  static FeatureMap allocate(MapShape shape, int batch, int block) {
    int blocks = (shape.channels() + block - 1) / block;
    long size = (long) blocks * batch * shape.height() * shape.width() * block;
    Buffer buffer = new Buffer(Math.toIntExact(size));
    return new FeatureMap(buffer, shape, batch, block);
  }

  int channels() {
    return shape.channels();
  }

  int height() {
    return shape.height();
  }

  int width() {
    return shape.width();
  }

  int blocks() {
    return (channels() + block - 1) / block;
  }

  /** Pixels of one picture. */
  int pixels() {
    return height() * width();
  }

  /** Floats from one row to the next. */
  int row() {
    return width() * block;
  }

  /** Floats of one picture's channel block. */
  int plane() {
    return pixels() * block;
  }

  /** Floats from one channel block to the next. */
  int stride() {
    return batch * plane();
  }

  /** Index of the first float of a picture. */
  int at(int picture) {
    return buffer.offset() + picture * plane();
  }

  /** Index of the first float of a picture's channel block. */
  int at(int channelBlock, int picture) {
    return at(picture) + channelBlock * stride();
  }
}
