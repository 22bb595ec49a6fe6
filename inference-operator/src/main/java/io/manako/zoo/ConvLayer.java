package io.manako.zoo;

import io.manako.graph.Activation;

/**
 * One row of a paper's table: convolution, batch normalisation, non-linearity.
 *
 * @param out channels
 * @param kernel side of the window
 * @param stride of the window
 * @param depthwise whether each channel is convolved on its own
 * @param activation behind the batch normalisation
 */
record ConvLayer(int out, int kernel, int stride, boolean depthwise, Activation activation) {

  static ConvLayer full(int out, int kernel, int stride, Activation activation) {
    return new ConvLayer(out, kernel, stride, false, activation);
  }

  static ConvLayer pointwise(int out, Activation activation) {
    return full(out, 1, 1, activation);
  }

  static ConvLayer depthwise(int channels, int kernel, int stride, Activation activation) {
    return new ConvLayer(channels, kernel, stride, true, activation);
  }
}
