package io.manako.zoo;

import io.manako.graph.Activation;

/**
 * Inverted residual: expansion, depthwise convolution, optional squeeze-and-excite, linear
 * projection, and a shortcut between the thin ends if their shapes are equal.
 *
 * @param kernel side of the depthwise convolution's window in pixels
 * @param expanded channels in the middle; as many as the input's for no expansion
 * @param out channels behind the projection
 * @param gate gate between the depthwise convolution and the projection
 * @param activation non-linearity of the expansion and the depthwise convolution
 * @param stride stride of the depthwise convolution, at least 1
 * @param dilation pixels between the taps of the depthwise convolution, 1 for none
 */
record Bottleneck(
    int kernel, int expanded, int out, Gate gate, Activation activation, int stride, int dilation) {

  /** Creates an undilated residual. */
  Bottleneck(int kernel, int expanded, int out, Gate gate, Activation activation, int stride) {
    this(kernel, expanded, out, gate, activation, stride, 1);
  }

  /** Returns the same residual without stride, whose window has taps {@code rate} pixels apart. */
  Bottleneck atrous(int rate) {
    return new Bottleneck(kernel, expanded, out, gate, activation, 1, rate);
  }

  /** Appends the block. */
  FeatureMap append(NetworkBuilder net, String block, FeatureMap x) {
    return rest(net, block, x, expand(net, block, x));
  }

  /** Appends the expansion alone, which SSDLite reads. */
  FeatureMap expand(NetworkBuilder net, String block, FeatureMap x) {
    return expanded == x.channels()
        ? x
        : net.conv(block + "/expand", x, ConvLayer.pointwise(expanded, activation));
  }

  /** Appends the layers behind the expansion {@code e} of {@code x}. */
  FeatureMap rest(NetworkBuilder net, String block, FeatureMap x, FeatureMap e) {
    ConvLayer depthwise = ConvLayer.depthwise(expanded, kernel, stride, activation);
    FeatureMap y = net.conv(block + "/dw", e, depthwise.dilated(dilation));
    y = gate.append(net, block + "/se", y);
    y = net.conv(block + "/project", y, ConvLayer.pointwise(out, Activation.NONE));
    return stride == 1 && x.channels() == out ? net.add(block + "/add", x, y) : y;
  }
}
