package io.manako.graph;

/**
 * The geometry of a sliding window. Padding is explicit, so that TensorFlow's SAME (odd pixel right
 * and bottom) and PyTorch's symmetric padding cannot be confused.
 *
 * @param kernelHeight rows
 * @param kernelWidth columns
 * @param strideY rows from one output row to the next
 * @param strideX columns from one output column to the next
 * @param dilationY rows between kernel rows, 1 for none
 * @param dilationX columns between kernel columns, 1 for none
 * @param top zero rows before the picture
 * @param left zero columns before the picture
 * @param bottom zero rows after the picture
 * @param right zero columns after the picture
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    int dilationY,
    int dilationX,
    int top,
    int left,
    int bottom,
    int right) {

  /** A square undilated window with PyTorch's padding of {@code (kernel - 1) / 2} on all sides. */
  public static Window square(int kernel, int stride) {
    int p = (kernel - 1) / 2;
    return new Window(kernel, kernel, stride, stride, 1, 1, p, p, p, p);
  }

  /**
   * A square undilated window with TensorFlow's SAME padding on a map of that size: the output has
   * {@code ceil(size / stride)} rows and columns and the odd pixel goes right and bottom.
   */
  public static Window same(int kernel, int stride, int height, int width) {
    int h = samePadding(kernel, stride, height);
    int w = samePadding(kernel, stride, width);
    return new Window(kernel, kernel, stride, stride, 1, 1, h / 2, w / 2, h - h / 2, w - w / 2);
  }

  private static int samePadding(int kernel, int stride, int size) {
    int out = (size + stride - 1) / stride;
    return Math.max(0, (out - 1) * stride + kernel - size);
  }

  /** Rows of the output for a map of that many rows; below 1 if the window does not fit. */
  public int outputHeight(int height) {
    int last = height + top + bottom - dilationY * (kernelHeight - 1) - 1;
    return Math.floorDiv(last, strideY) + 1;
  }

  /** Columns of the output for a map of that many columns; below 1 if it does not fit. */
  public int outputWidth(int width) {
    int last = width + left + right - dilationX * (kernelWidth - 1) - 1;
    return Math.floorDiv(last, strideX) + 1;
  }
}
