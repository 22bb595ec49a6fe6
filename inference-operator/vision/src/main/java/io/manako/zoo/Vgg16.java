package io.manako.zoo;

import static io.manako.graph.Activation.RELU;

import io.manako.graph.Graph;
import io.manako.graph.Window;

/**
 * VGG-16 (Simonyan and Zisserman 2015, "Very Deep Convolutional Networks for Large-Scale Image
 * Recognition", table 1, column D): 3×3 convolutions only.
 */
public final class Vgg16 {
  /** Channels and number of convolutions between two poolings. */
  private static final int[][] STAGES = {{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}};

  private Vgg16() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes].
   */
  public static Graph build(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("vgg-16", variant);
    FeatureMap x = net.image();
    for (int s = 0; s < STAGES.length; s++) {
      x = net.maxPool("pool" + (s + 1), stage(net, s, x), Window.padded(2, 2, 1, 0));
    }
    x = net.activated("fc6/act", net.dense("fc6", x, 4096), RELU);
    x = net.activated("fc7/act", net.dense("fc7", x, 4096), RELU);
    return net.build(net.dense("logits", x, variant.classes()).value());
  }

  /** Appends the convolutions before a pooling; the first stage is 0. */
  static FeatureMap stage(NetworkBuilder net, int stage, FeatureMap in) {
    FeatureMap x = in;
    for (int i = 1; i <= STAGES[stage][1]; i++) {
      String layer = "conv" + (stage + 1) + "_" + i;
      x = net.biasedConv(layer, x, ConvLayer.full(STAGES[stage][0], 3, 1, RELU));
    }
    return x;
  }
}
