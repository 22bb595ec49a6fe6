package io.manako.engine.plan;

import io.manako.tensor.Shape;

/**
 * Value in row-major order, one picture after another.
 *
 * @param buffer buffer that holds the value
 * @param picture extents of one picture's part
 * @param batch greatest number of pictures
 */
record Plain(Buffer buffer, Shape picture, int batch) {
  /** Floats behind the last one that kernels may write, because they work on whole vectors. */
  private static final int SLACK = 16;

  static Plain allocate(Shape picture, int batch) {
    int size = Math.multiplyExact(picture.size(), batch);
    return new Plain(new Buffer(Math.addExact(size, SLACK)), picture, batch);
  }

  /** Returns the same floats as {@code pictures} parts with other extents. */
  Plain reshaped(Shape other, int pictures) {
    return new Plain(buffer, other, pictures);
  }

  /** Floats of one picture. */
  int size() {
    return picture.size();
  }

  int at(int n) {
    return buffer.offset() + n * size();
  }

  /** Returns, for each axis, the floats from one index to the next. */
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
