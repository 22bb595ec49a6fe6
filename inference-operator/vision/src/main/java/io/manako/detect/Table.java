package io.manako.detect;

import io.manako.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers of one picture, gathered from the outputs row by row. The memory is reused from picture
 * to picture.
 */
final class Table {
  private final int columns;
  private final List<Part> parts = new ArrayList<>();
  private float[] values = new float[0];
  private float[] scratch = new float[0];
  private int rows;

  /**
   * Part of a table.
   *
   * @param view output that holds the numbers
   * @param from first column in the output
   * @param count number of columns
   * @param row first row in the table
   * @param column first column in the table
   */
  private record Part(OutputView view, int from, int count, int row, int column) {}

  /** Creates a table without rows. */
  Table(int columns) {
    this.columns = columns;
  }

  /** Returns a table with columns of one output. */
  static Table of(OutputView view, int from, int count) {
    return new Table(count).below(view, from);
  }

  /** Returns a table with the same columns of several outputs, one below the other. */
  static Table of(List<OutputView> views, int from, int count) {
    Table table = new Table(count);
    views.forEach(view -> table.below(view, from));
    return table;
  }

  /** Adds all rows of an output below those of this table. */
  Table below(OutputView view, int from) {
    parts.add(new Part(view, from, columns, rows, 0));
    rows += view.rows();
    values = new float[rows * columns];
    return this;
  }

  /** Adds columns of an output that has the rows of this table. */
  Table beside(OutputView view, int from, int count, int column) {
    parts.add(new Part(view, from, count, 0, column));
    rows = view.rows();
    values = new float[rows * columns];
    return this;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** The numbers of the last picture that was loaded. */
  float[] values() {
    return values;
  }

  float at(int row, int column) {
    return values[row * columns + column];
  }

  /**
   * Copies the numbers of one picture: array reads are faster than those of a direct buffer.
   *
   * @param outputs outputs in the order of their names
   * @param n index of the picture in the batch; an output for one picture serves all
   */
  void load(List<Tensor> outputs, int n) {
    for (Part part : parts) {
      Tensor tensor = outputs.get(part.view.index());
      int size = part.view.rows() * part.view.columns();
      int base = tensor.shape().dim(0) == 1 ? 0 : n * size;
      if (part.view.transposed()) {
        copyColumns(part, tensor.data(), base);
      } else {
        copyRows(part, tensor.data(), base);
      }
    }
  }

  private void copyRows(Part part, FloatBuffer data, int base) {
    if (part.count == columns && part.view.columns() == columns) {
      data.get(base, values, part.row * columns, part.view.rows() * columns);
      return;
    }
    for (int row = 0; row < part.view.rows(); row++) {
      int at = base + row * part.view.columns() + part.from;
      data.get(at, values, (part.row + row) * columns + part.column, part.count);
    }
  }

  /** Copies one column after the other, as they lie in memory, and spreads it over the rows. */
  private void copyColumns(Part part, FloatBuffer data, int base) {
    int length = part.view.rows();
    if (scratch.length < length) {
      scratch = new float[length];
    }
    for (int column = 0; column < part.count; column++) {
      data.get(base + (part.from + column) * length, scratch, 0, length);
      int to = part.row * columns + part.column + column;
      for (int row = 0; row < length; row++) {
        values[to + row * columns] = scratch[row];
      }
    }
  }
}
