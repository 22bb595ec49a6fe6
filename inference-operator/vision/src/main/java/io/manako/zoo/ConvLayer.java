package io.manako.zoo;

import io.manako.graph.Activation;
import io.manako.graph.Window;

/**
 * Row of a paper's table: convolution, batch normalisation or bias, non-linearity.
 *
 * @param out number of output channels
 * @param kernel side of the window in pixels
 * @param stride stride of the window, at least 1
 * @param groups number of groups of channels that are convolved apart; as many as channels for
 *     depthwise
 * @param dilation pixels between the window's taps, 1 for none
 * @param padding zeros on each side, or {@link #AS_THE_VARIANT}
 * @param activation non-linearity behind the batch normalisation
 */
record ConvLayer(
    int out, int kernel, int stride, int groups, int dilation, int padding, Activation activation) {
  /** Padding that keeps a map's size at a stride of 1, distributed as the variant requires. */
  static final int AS_THE_VARIANT = -1;

  static ConvLayer full(int out, int kernel, int stride, Activation activation) {
    return new ConvLayer(out, kernel, stride, 1, 1, AS_THE_VARIANT, activation);
  }

  static ConvLayer pointwise(int out, Activation activation) {
    return full(out, 1, 1, activation);
  }

  static ConvLayer depthwise(int channels, int kernel, int stride, Activation activation) {
    return full(channels, kernel, stride, activation).grouped(channels);
  }

  ConvLayer grouped(int other) {
    return new ConvLayer(out, kernel, stride, other, dilation, padding, activation);
  }

  ConvLayer dilated(int other) {
    return new ConvLayer(out, kernel, stride, groups, other, padding, activation);
  }

  ConvLayer padded(int other) {
    return new ConvLayer(out, kernel, stride, groups, dilation, other, activation);
  }

  /** Returns the window on a map. */
  Window window(FeatureMap x, Variant.Padding usual) {
    if (padding != AS_THE_VARIANT) {
      return Window.padded(kernel, stride, dilation, padding);
    }
    Window symmetric = Window.padded(kernel, stride, dilation, dilation * (kernel - 1) / 2);
    return switch (usual) {
      case SAME -> symmetric.same(x.height(), x.width());
      case SYMMETRIC -> symmetric;
    };
  }
}
