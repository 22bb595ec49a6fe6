package io.manako.zoo;

import static io.manako.graph.Activation.RELU;

import io.manako.graph.Graph;
import io.manako.graph.Window;

/**
 * AlexNet in a single tower, without response normalisation (Krizhevsky 2014, "One weird trick for
 * parallelizing convolutional neural networks").
 */
public final class AlexNet {
  private static final Window POOL = Window.padded(3, 2, 1, 0);

  private AlexNet() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes].
   */
  public static Graph build(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("alexnet", variant);
    FeatureMap x = net.biasedConv("conv1", net.image(), ConvLayer.full(64, 11, 4, RELU).padded(2));
    x = net.maxPool("pool1", x, POOL);
    x = net.biasedConv("conv2", x, ConvLayer.full(192, 5, 1, RELU));
    x = net.maxPool("pool2", x, POOL);
    x = net.biasedConv("conv3", x, ConvLayer.full(384, 3, 1, RELU));
    x = net.biasedConv("conv4", x, ConvLayer.full(256, 3, 1, RELU));
    x = net.biasedConv("conv5", x, ConvLayer.full(256, 3, 1, RELU));
    x = net.maxPool("pool5", x, POOL);
    x = net.activated("fc6/act", net.dense("fc6", x, 4096), RELU);
    x = net.activated("fc7/act", net.dense("fc7", x, 4096), RELU);
    return net.build(net.dense("logits", x, variant.classes()).value());
  }
}
