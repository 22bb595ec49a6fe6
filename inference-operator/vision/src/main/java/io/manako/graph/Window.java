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
    return padded(kernel, stride, 1, (kernel - 1) / 2);
  }

  /** A square window with the same padding on all sides. */
  public static Window padded(int kernel, int stride, int dilation, int padding) {
    int p = padding;
    return new Window(kernel, kernel, stride, stride, dilation, dilation, p, p, p, p);
  }

  /**
   * A square undilated window with TensorFlow's SAME padding on a map of that size: the output has
   * {@code ceil(size / stride)} rows and columns and the odd pixel goes right and bottom.
   */
  public static Window same(int kernel, int stride, int height, int width) {
    return padded(kernel, stride, 1, 0).same(height, width);
  }

  /** The same window with TensorFlow's SAME padding on a map of that size. */
  public Window same(int height, int width) {
    int h = samePadding(dilationY * (kernelHeight - 1) + 1, strideY, height);
    int w = samePadding(dilationX * (kernelWidth - 1) + 1, strideX, width);
    return around(h / 2, w / 2, h - h / 2, w - w / 2);
  }

  /** The same window with other padding. */
  public Window around(int rowsBefore, int columnsBefore, int rowsBehind, int columnsBehind) {
    return new Window(
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        dilationY,
        dilationX,
        rowsBefore,
        columnsBefore,
        rowsBehind,
        columnsBehind);
  }

  /**
   * Padded below and right until the last window that starts inside of a map of that size, or of
   * the padding before it, is whole: what PyTorch and ONNX call ceil mode.
   */
  public Window rounded(int height, int width) {
    int below = missing(top + height, bottom, dilationY * (kernelHeight - 1) + 1, strideY);
    int beside = missing(left + width, right, dilationX * (kernelWidth - 1) + 1, strideX);
    return around(top, left, bottom + below, right + beside);
  }

  private static int samePadding(int reach, int stride, int size) {
    int out = (size + stride - 1) / stride;
    return Math.max(0, (out - 1) * stride + reach - size);
  }

  /** Samples that one more window needs; none if it would start behind the map. */
  private static int missing(int map, int behind, int reach, int stride) {
    int over = Math.max(0, map + behind - reach);
    int rest = over % stride;
    int next = over - rest + stride;
    return rest == 0 || next >= map ? 0 : stride - rest;
  }

  /** Whether every window covers a sample of a map of that size. */
  public boolean meetsMap(int height, int width) {
    return meets(outputHeight(height), new int[] {kernelHeight, strideY, dilationY, top}, height)
        && meets(outputWidth(width), new int[] {kernelWidth, strideX, dilationX, left}, width);
  }

  private static boolean meets(int outputs, int[] geometry, int size) {
    for (int i = 0; i < outputs; i++) {
      int first = i * geometry[1] - geometry[3];
      boolean met = false;
      for (int k = 0; k < geometry[0] && !met; k++) {
        int at = first + k * geometry[2];
        met = at >= 0 && at < size;
      }
      if (!met) {
        return false;
      }
    }
    return true;
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

  /** Rows that a transposed convolution makes of that many. */
  public int transposedHeight(int height) {
    return (height - 1) * strideY + dilationY * (kernelHeight - 1) + 1 - top - bottom;
  }

  /** Columns that a transposed convolution makes of that many. */
  public int transposedWidth(int width) {
    return (width - 1) * strideX + dilationX * (kernelWidth - 1) + 1 - left - right;
  }
}
