package io.manako.zoo;

import io.manako.graph.Activation;

/**
 * An inverted residual: expand, depthwise, optional squeeze-and-excite, linear projection, and a
 * shortcut between the thin ends where they are alike.
 *
 * @param kernel of the depthwise convolution
 * @param expanded channels in the middle; as many as the input's for no expansion
 * @param out channels behind the projection
 * @param squeezed channels of the gate's hidden layer, 0 for no gate
 * @param activation of the expansion and the depthwise convolution
 * @param stride of the depthwise convolution
 */
record Bottleneck(
    int kernel, int expanded, int out, int squeezed, Activation activation, int stride) {

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
    FeatureMap y =
        net.conv(block + "/dw", e, ConvLayer.depthwise(expanded, kernel, stride, activation));
    if (squeezed > 0) {
      y = gate(net, block + "/se", y);
    }
    y = net.conv(block + "/project", y, ConvLayer.pointwise(out, Activation.NONE));
    return stride == 1 && x.channels() == out ? net.add(block + "/add", x, y) : y;
  }

  private FeatureMap gate(NetworkBuilder net, String layer, FeatureMap x) {
    FeatureMap s = net.globalPool(layer + "/pool", x);
    s = net.biasedConv(layer + "/squeeze", s, ConvLayer.pointwise(squeezed, Activation.RELU));
    ConvLayer back = ConvLayer.pointwise(x.channels(), Activation.HARD_SIGMOID);
    return net.multiply(layer + "/scale", x, net.biasedConv(layer + "/excite", s, back));
  }
}
