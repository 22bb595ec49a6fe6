package io.manako.engine.plan;

import io.manako.tensor.Shape;

/**
 * A value in row-major order, one picture behind the other.
 *
 * @param buffer where it lies
 * @param picture extents of one picture's part
 * @param batch most pictures
 */
record Plain(Buffer buffer, Shape picture, int batch) {
  /** Kernels work on whole vectors, so they may write that much behind the last float. */
  private static final int SLACK = 16;

  static Plain allocate(Shape picture, int batch) {
    int size = Math.multiplyExact(picture.size(), batch);
    return new Plain(new Buffer(Math.addExact(size, SLACK)), picture, batch);
  }

  /** The same floats under other extents. */
  Plain reshaped(Shape other) {
    return new Plain(buffer, other, batch);
  }

  /** Floats of one picture. */
  int size() {
    return picture.size();
  }

  int at(int n) {
    return buffer.offset() + n * size();
  }

  /** Floats from one index to the next, per axis. */
  int[] strides() {
    int[] strides = new int[picture.rank()];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= picture.dim(i);
    }
    return strides;
  }
}
