package io.manako.zoo;

import static io.manako.graph.Activation.NONE;
import static io.manako.graph.Activation.RELU;

import io.manako.graph.Graph;
import io.manako.graph.Window;
import java.util.List;

/**
 * DenseNet-121 (Huang et al. 2017, "Densely Connected Convolutional Networks", table 1). Each layer
 * reads the outputs of all layers before it in its block, and normalises before it convolves.
 */
public final class DenseNet {
  private static final int GROWTH = 32;

  /** Number of layers in each block. */
  private static final int[] BLOCKS = {6, 12, 24, 16};

  private DenseNet() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes].
   */
  public static Graph build(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("densenet-121", variant, NetworkBuilder.TORCH);
    FeatureMap x = net.conv("conv0", net.image(), ConvLayer.full(64, 7, 2, RELU));
    x = net.maxPool("pool0", x, Window.square(3, 2));
    for (int b = 0; b < BLOCKS.length; b++) {
      if (b > 0) {
        x = transition(net, "transition" + b, x);
      }
      for (int i = 1; i <= BLOCKS[b]; i++) {
        x = layer(net, "block" + (b + 1) + "/layer" + i, x);
      }
    }
    x = net.globalPool("pool", net.normalised("last", x, RELU));
    return net.build(net.dense("logits", x, variant.classes()).value());
  }

  private static FeatureMap layer(NetworkBuilder net, String layer, FeatureMap x) {
    FeatureMap y = net.normalised(layer + "/in", x, RELU);
    y = net.conv(layer + "/1x1", y, ConvLayer.pointwise(4 * GROWTH, RELU));
    y = net.bareConv(layer + "/3x3", y, ConvLayer.full(GROWTH, 3, 1, NONE));
    return net.concat(layer, List.of(x, y));
  }

  private static FeatureMap transition(NetworkBuilder net, String layer, FeatureMap x) {
    FeatureMap y = net.normalised(layer + "/in", x, RELU);
    y = net.bareConv(layer, y, ConvLayer.pointwise(x.channels() / 2, NONE));
    return net.averagePool(layer + "/pool", y, Window.padded(2, 2, 1, 0));
  }
}
