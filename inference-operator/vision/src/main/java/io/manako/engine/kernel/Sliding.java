package io.manako.engine.kernel;

/**
 * How a window slides; padding is not part of it, since kernels read padded maps.
 *
 * @param rows of the kernel
 * @param columns of the kernel
 * @param strideY rows from one output row to the next
 * @param strideX columns from one output column to the next
 * @param dilationY rows between kernel rows, 1 for none
 * @param dilationX columns between kernel columns, 1 for none
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

  /** Whether kernel and stride are the same both ways and there is no dilation. */
  public boolean isSquare() {
    return rows == columns && strideY == strideX && dilationY == 1 && dilationX == 1;
  }
}
