package io.manako.zoo;

import static io.manako.graph.Activation.NONE;
import static io.manako.graph.Activation.RELU;

import io.manako.graph.Activation;
import io.manako.graph.Graph;

/**
 * Xception (Chollet 2017, "Xception: Deep Learning with Depthwise Separable Convolutions", figure
 * 5). No non-linearity lies between a depthwise convolution and the pointwise one behind it.
 */
public final class Xception {
  /** Channels of the modules that halve the maps before the middle flow. */
  private static final int[] ENTRY = {128, 256, 728};

  private static final int MIDDLE_MODULES = 8;

  private Xception() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes].
   */
  public static Graph build(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("xception", variant);
    FeatureMap x = net.conv("conv1", net.image(), ConvLayer.full(32, 3, 2, RELU).padded(0));
    x = net.conv("conv2", x, ConvLayer.full(64, 3, 1, RELU).padded(0));
    for (int i = 0; i < ENTRY.length; i++) {
      // The first module reads an activated map already.
      FeatureMap y = i == 0 ? x : net.activated("entry" + i + "/act", x, RELU);
      y = separable(net, "entry" + i + "/1", y, ENTRY[i], RELU);
      x = halved(net, "entry" + i, x, separable(net, "entry" + i + "/2", y, ENTRY[i], NONE));
    }
    for (int i = 0; i < MIDDLE_MODULES; i++) {
      x = middle(net, "middle" + i, x);
    }
    FeatureMap y = separable(net, "exit/1", net.activated("exit/act", x, RELU), 728, RELU);
    x = halved(net, "exit", x, separable(net, "exit/2", y, 1024, NONE));
    x = separable(net, "exit/3", x, 1536, RELU);
    x = separable(net, "exit/4", x, 2048, RELU);
    return net.build(net.dense("logits", net.globalPool("pool", x), variant.classes()).value());
  }

  private static FeatureMap middle(NetworkBuilder net, String module, FeatureMap x) {
    FeatureMap y = net.activated(module + "/act", x, RELU);
    y = separable(net, module + "/1", y, 728, RELU);
    y = separable(net, module + "/2", y, 728, RELU);
    y = separable(net, module + "/3", y, 728, NONE);
    return net.add(module + "/add", x, y);
  }

  private static FeatureMap separable(
      NetworkBuilder net, String layer, FeatureMap x, int out, Activation activation) {
    FeatureMap y = net.bareConv(layer + "/dw", x, ConvLayer.depthwise(x.channels(), 3, 1, NONE));
    return net.conv(layer + "/pw", y, ConvLayer.pointwise(out, activation));
  }

  /** Pools a module's result and adds its input through a strided 1×1. */
  private static FeatureMap halved(NetworkBuilder net, String module, FeatureMap x, FeatureMap y) {
    ConvLayer strided = ConvLayer.full(y.channels(), 1, 2, NONE);
    FeatureMap shortcut = net.conv(module + "/shortcut", x, strided);
    FeatureMap pooled = net.maxPool(module + "/pool", y, ConvLayer.full(0, 3, 2, NONE));
    return net.add(module + "/add", pooled, shortcut);
  }
}
