package io.manako.graph;

import java.util.Locale;

/**
 * The geometry of a sliding window. Padding is explicit, so that TensorFlow's SAME (odd pixel right
 * and bottom) and PyTorch's symmetric padding cannot be confused.
 *
 * @param kernel taps of the window
 * @param stride samples from one window to the next
 * @param dilation samples from one tap to the next, 1 for neighbours
 * @param padding zeros around the map
 */
public record Window(Extent kernel, Extent stride, Extent dilation, Border padding) {

  /** A square undilated window with PyTorch's padding of {@code (kernel - 1) / 2} on all sides. */
  public static Window square(int kernel, int stride) {
    return padded(kernel, stride, 1, (kernel - 1) / 2);
  }

  /** A square window with the same padding on all sides. */
  public static Window padded(int kernel, int stride, int dilation, int padding) {
    return new Window(
        Extent.square(kernel), Extent.square(stride), Extent.square(dilation), Border.of(padding));
  }

  /** A window of which every tap lies on a map of that size: it has one output. */
  public static Window covering(int height, int width) {
    Extent one = Extent.square(1);
    return new Window(new Extent(height, width), one, one, Border.NONE);
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
    int h = vertical().same(height);
    int w = horizontal().same(width);
    return around(new Border(h / 2, w / 2, h - h / 2, w - w / 2));
  }

  /** The same window with other padding. */
  public Window around(Border other) {
    return new Window(kernel, stride, dilation, other);
  }

  /**
   * Padded below and right until the last window that starts inside of a map of that size, or of
   * the padding before it, is whole: what PyTorch and ONNX call ceil mode.
   */
  public Window rounded(int height, int width) {
    int below = vertical().missing(height);
    int beside = horizontal().missing(width);
    return around(padding.plus(new Border(0, 0, below, beside)));
  }

  /** Whether every window covers a sample of a map of that size. */
  public boolean meetsMap(int height, int width) {
    return vertical().meets(height) && horizontal().meets(width);
  }

  /** Rows of the output for a map of that many rows; below 1 if the window does not fit. */
  public int outputHeight(int height) {
    return vertical().outputs(height);
  }

  /** Columns of the output for a map of that many columns; below 1 if it does not fit. */
  public int outputWidth(int width) {
    return horizontal().outputs(width);
  }

  /** Rows that a transposed convolution makes of that many. */
  public int transposedHeight(int height) {
    return vertical().transposed(height);
  }

  /** Columns that a transposed convolution makes of that many. */
  public int transposedWidth(int width) {
    return horizontal().transposed(width);
  }

  @Override
  public String toString() {
    // Refusals show it; a flat list reads better than nested records.
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

  /** The window in one direction. */
  private record Axis(int kernel, int stride, int dilation, int before, int behind) {
    /** Samples from the first tap to the last. */
    int reach() {
      return dilation * (kernel - 1) + 1;
    }

    int outputs(int size) {
      return Math.floorDiv(size + before + behind - reach(), stride) + 1;
    }

    int transposed(int size) {
      return (size - 1) * stride + reach() - before - behind;
    }

    /** Samples that SAME adds in all. */
    int same(int size) {
      int out = (size + stride - 1) / stride;
      return Math.max(0, (out - 1) * stride + reach() - size);
    }

    /** Samples that one more window needs; none if it would start behind the map. */
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
