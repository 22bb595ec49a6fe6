package io.manako.zoo;

import io.manako.graph.Activation;
import io.manako.graph.Window;

/**
 * One row of a paper's table: convolution, batch normalisation or bias, non-linearity.
 *
 * @param out channels
 * @param kernel side of the window
 * @param stride of the window
 * @param groups in which channels are convolved apart; as many as channels for depthwise
 * @param dilation pixels between the window's taps, 1 for none
 * @param padding zeros on each side, or {@link #AS_THE_VARIANT}
 * @param activation behind the batch normalisation
 */
record ConvLayer(
    int out, int kernel, int stride, int groups, int dilation, int padding, Activation activation) {
  /** As much as keeps a map's size at a stride of 1, laid out as the variant says. */
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

  /** The window on a map. */
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
