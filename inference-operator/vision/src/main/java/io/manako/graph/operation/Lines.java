package io.manako.graph.operation;

import io.manako.tensor.Shape;

/**
 * Lines of elements along one or several neighbouring axes.
 *
 * @param outer number of indices of the axes before
 * @param extent number of elements in a line
 * @param inner number of indices of the axes behind, the distance of a line's elements
 */
record Lines(int outer, int extent, int inner) {
  static Lines of(Shape shape, int axis) {
    return of(shape, axis, axis + 1);
  }

  /** Returns the lines along the axes from {@code first} to before {@code end}. */
  static Lines of(Shape shape, int first, int end) {
    int outer = 1;
    int extent = 1;
    int inner = 1;
    for (int a = 0; a < shape.rank(); a++) {
      outer *= a < first ? shape.dim(a) : 1;
      extent *= a >= first && a < end ? shape.dim(a) : 1;
      inner *= a >= end ? shape.dim(a) : 1;
    }
    return new Lines(outer, extent, inner);
  }

  int count() {
    return outer * inner;
  }

  /** Returns the index of the first element of a line. */
  int first(int line) {
    return line / inner * extent * inner + line % inner;
  }
}
