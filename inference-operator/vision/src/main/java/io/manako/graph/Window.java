package io.manako.graph;

import java.util.Locale;

/**
 * The geometry of a sliding window. Padding is explicit, so that TensorFlow's SAME (odd pixel right
 * and bottom) and PyTorch's symmetric padding cannot be confused.
 *
 * @param kernel number of taps
 * @param stride number of samples from one window to the next
 * @param dilation number of samples from one tap to the next, 1 for neighbours
 * @param padding border of zeros around the map
 */
public record Window(Extent kernel, Extent stride, Extent dilation, Border padding) {

  /**
   * Returns a square undilated window with PyTorch's padding of {@code (kernel - 1) / 2} on all
   * sides.
   */
  public static Window square(int kernel, int stride) {
    return padded(kernel, stride, 1, (kernel - 1) / 2);
  }

  /** Returns a square window with the same padding on all sides. */
  public static Window padded(int kernel, int stride, int dilation, int padding) {
    return new Window(
        Extent.square(kernel), Extent.square(stride), Extent.square(dilation), Border.of(padding));
  }

  /** Returns a window whose taps cover a map of the given size, so that it has one output. */
  public static Window covering(int height, int width) {
    Extent one = Extent.square(1);
    return new Window(new Extent(height, width), one, one, Border.NONE);
  }

  /**
   * Returns a square undilated window with TensorFlow's SAME padding on a map of the given size:
   * the output has {@code ceil(size / stride)} rows and columns, and the odd pixel goes right and
   * bottom.
   */
  public static Window same(int kernel, int stride, int height, int width) {
    return padded(kernel, stride, 1, 0).same(height, width);
  }

  /** Returns the same window with TensorFlow's SAME padding on a map of the given size. */
  public Window same(int height, int width) {
    int h = vertical().same(height);
    int w = horizontal().same(width);
    return around(new Border(h / 2, w / 2, h - h / 2, w - w / 2));
  }

  /** Returns the same window with other padding. */
  public Window around(Border other) {
    return new Window(kernel, stride, dilation, other);
  }

  /**
   * Returns the window padded below and right until the last window that starts inside a map of the
   * given size, or inside the padding before it, is whole. PyTorch and ONNX call this ceil mode.
   */
  public Window rounded(int height, int width) {
    int below = vertical().missing(height);
    int beside = horizontal().missing(width);
    return around(padding.plus(new Border(0, 0, below, beside)));
  }

  /** Returns whether every window covers a sample of a map of the given size. */
  public boolean meetsMap(int height, int width) {
    return vertical().meets(height) && horizontal().meets(width);
  }

  /**
   * Returns the number of output rows for a map of {@code height} rows, below 1 if the window does
   * not fit.
   */
  public int outputHeight(int height) {
    return vertical().outputs(height);
  }

  /**
   * Returns the number of output columns for a map of {@code width} columns, below 1 if the window
   * does not fit.
   */
  public int outputWidth(int width) {
    return horizontal().outputs(width);
  }

  /** Returns the number of rows that a transposed convolution makes of {@code height} rows. */
  public int transposedHeight(int height) {
    return vertical().transposed(height);
  }

  /** Returns the number of columns that a transposed convolution makes of {@code width} columns. */
  public int transposedWidth(int width) {
    return horizontal().transposed(width);
  }

  @Override
  public String toString() {
    // Error messages show it; a flat list reads better than nested records.
    return String.format(
        Locale.ROOT,
        "Window[kernelHeight=%d, kernelWidth=%d, strideY=%d, strideX=%d, dilationY=%d,"
            + " dilationX=%d, top=%d, left=%d, bottom=%d, right=%d]",
        kernel.rows(),
        kernel.columns(),
        stride.rows(),
        stride.columns(),
        dilation.rows(),
        dilation.columns(),
        padding.top(),
        padding.left(),
        padding.bottom(),
        padding.right());
  }

  private Axis vertical() {
    return new Axis(kernel.rows(), stride.rows(), dilation.rows(), padding.top(), padding.bottom());
  }

  private Axis horizontal() {
    return new Axis(
        kernel.columns(), stride.columns(), dilation.columns(), padding.left(), padding.right());
  }

  /** The window along one axis. */
  private record Axis(int kernel, int stride, int dilation, int before, int behind) {
    /** Returns the number of samples from the first tap to the last, inclusive. */
    int reach() {
      return dilation * (kernel - 1) + 1;
    }

    int outputs(int size) {
      return Math.floorDiv(size + before + behind - reach(), stride) + 1;
    }

    int transposed(int size) {
      return (size - 1) * stride + reach() - before - behind;
    }

    /** Returns the number of samples that SAME adds in total. */
    int same(int size) {
      int out = (size + stride - 1) / stride;
      return Math.max(0, (out - 1) * stride + reach() - size);
    }

    /**
     * Returns the number of samples that one more window needs; 0 if it would start after the map.
     */
    int missing(int size) {
      int over = Math.max(0, before + size + behind - reach());
      int rest = over % stride;
      int next = over - rest + stride;
      return rest == 0 || next >= before + size ? 0 : stride - rest;
    }

    boolean meets(int size) {
      for (int i = 0; i < outputs(size); i++) {
        if (!meets(i * stride - before, size)) {
          return false;
        }
      }
      return true;
    }

    private boolean meets(int first, int size) {
      for (int k = 0; k < kernel; k++) {
        int at = first + k * dilation;
        if (at >= 0 && at < size) {
          return true;
        }
      }
      return false;
    }
  }
}
