package io.manako.detect;

import io.manako.tensor.Shape;

/**
 * Output of a network as rows and columns of one picture.
 *
 * @param name name of the output
 * @param index index of the output among those that are read
 * @param shape shape for one picture
 * @param rows number of rows: boxes, or cells row by row
 * @param columns number of numbers of a row
 * @param transposed whether the columns come first in memory
 */
record OutputView(String name, int index, Shape shape, int rows, int columns, boolean transposed) {

  /**
   * Reads [1, rows, columns], [1, rows] or [1, height, width, columns]; transposed, [1, columns,
   * rows] or [1, columns, height, width].
   *
   * @throws IllegalArgumentException if the shape has other axes
   */
  static OutputView of(String name, int index, Shape shape, boolean transposed) {
    int axes = shape.rank();
    if (axes < 2 || axes > 4) {
      throw new IllegalArgumentException(
          "the output %s has shape %s, but a detector's outputs have 2 to 4 axes"
              .formatted(name, shape));
    }
    int columns = axes == 2 ? 1 : shape.dim(transposed ? 1 : -1);
    int rows = columns == 0 ? 0 : shape.withBatch(1).size() / columns;
    return new OutputView(name, index, shape, rows, columns, transposed && axes > 2);
  }

  /**
   * Checks that the output has enough columns.
   *
   * @param least number of columns that are read
   * @param what noun for them, with the number
   * @throws IllegalArgumentException naming the shape and the columns that are needed
   */
  void requireColumns(int least, String what) {
    if (columns < least) {
      throw new IllegalArgumentException(
          "the output %s has shape %s, so %s number(s) a box%s, but %s are needed"
              .formatted(
                  name, shape, columns, transposed ? " (output.transposed is true)" : "", what));
    }
  }

  /**
   * Checks the number of rows.
   *
   * @param wanted number of boxes
   * @param why origin of that number, as the end of a sentence
   * @throws IllegalArgumentException naming the shape and both numbers
   */
  void requireRows(int wanted, String why) {
    if (rows != wanted) {
      throw new IllegalArgumentException(
          "the output %s of shape %s has %s boxes, but %s".formatted(name, shape, rows, why));
    }
  }
}
