package io.manako.engine.kernel;

/**
 * Geometry of a sliding window. Padding is not part of it, because kernels read padded maps.
 *
 * @param rows number of kernel rows
 * @param columns number of kernel columns
 * @param strideY rows from one output row to the next
 * @param strideX columns from one output column to the next
 * @param dilationY rows from one kernel row to the next, 1 without dilation
 * @param dilationX columns from one kernel column to the next, 1 without dilation
 */
public record Sliding(
    int rows, int columns, int strideY, int strideX, int dilationY, int dilationX) {

  /** Input rows that {@code outputs} output rows read. */
  public int inputRows(int outputs) {
    return (outputs - 1) * strideY + (rows - 1) * dilationY + 1;
  }

  /** Input columns that {@code outputs} output columns read. */
  public int inputColumns(int outputs) {
    return (outputs - 1) * strideX + (columns - 1) * dilationX + 1;
  }

  /** Whether kernel and stride are the same in both directions and there is no dilation. */
  public boolean isSquare() {
    return rows == columns && strideY == strideX && dilationY == 1 && dilationX == 1;
  }
}
