package io.manako.engine.plan;

/**
 * Map in blocks with padding around each plane.
 *
 * @param buffer buffer that holds the map
 * @param rows rows of a plane
 * @param width columns of a row
 * @param batch greatest number of pictures
 * @param block channels in a block
 */
record PaddedMap(Buffer buffer, int rows, int width, int batch, int block) {

  /** Allocates a map for {@code map} with its padding. */
  static PaddedMap around(FeatureMap map, Padding padding) {
    int rows = padding.rows(padding.outputHeight());
    long size = (long) map.blocks() * map.batch() * rows * padding.width() * map.block();
    Buffer buffer = new Buffer(Math.toIntExact(size));
    return new PaddedMap(buffer, rows, padding.width(), map.batch(), map.block());
  }

  /** Returns the map itself, for a window that needs no padding. */
  static PaddedMap of(FeatureMap map) {
    return new PaddedMap(map.buffer(), map.height(), map.width(), map.batch(), map.block());
  }

  int row() {
    return width * block;
  }

  int stride() {
    return batch * rows * row();
  }

  int at(int picture) {
    return buffer.offset() + picture * rows * row();
  }
}
