package io.manako.zoo;

import io.manako.graph.Activation;

/**
 * An inverted residual: expand, depthwise, optional squeeze-and-excite, linear projection, and a
 * shortcut between the thin ends where they are alike.
 *
 * @param kernel of the depthwise convolution
 * @param expanded channels in the middle; as many as the input's for no expansion
 * @param out channels behind the projection
 * @param gate between the depthwise convolution and the projection
 * @param activation of the expansion and the depthwise convolution
 * @param stride of the depthwise convolution
 * @param dilation of the depthwise convolution
 */
record Bottleneck(
    int kernel, int expanded, int out, Gate gate, Activation activation, int stride, int dilation) {

  /** An undilated one. */
  Bottleneck(int kernel, int expanded, int out, Gate gate, Activation activation, int stride) {
    this(kernel, expanded, out, gate, activation, stride, 1);
  }

  /** The same without stride; instead its window's taps lie {@code rate} pixels apart. */
  Bottleneck atrous(int rate) {
    return new Bottleneck(kernel, expanded, out, gate, activation, 1, rate);
  }

  /** Appends the block. */
  FeatureMap append(NetworkBuilder net, String block, FeatureMap x) {
    return rest(net, block, x, expand(net, block, x));
  }

  /** Appends the expansion alone: SSDLite reads it. */
  FeatureMap expand(NetworkBuilder net, String block, FeatureMap x) {
    return expanded == x.channels()
        ? x
        : net.conv(block + "/expand", x, ConvLayer.pointwise(expanded, activation));
  }

  /** Appends what follows the expansion {@code e} of {@code x}. */
  FeatureMap rest(NetworkBuilder net, String block, FeatureMap x, FeatureMap e) {
    ConvLayer depthwise = ConvLayer.depthwise(expanded, kernel, stride, activation);
    FeatureMap y = net.conv(block + "/dw", e, depthwise.dilated(dilation));
    y = gate.append(net, block + "/se", y);
    y = net.conv(block + "/project", y, ConvLayer.pointwise(out, Activation.NONE));
    return stride == 1 && x.channels() == out ? net.add(block + "/add", x, y) : y;
  }
}
