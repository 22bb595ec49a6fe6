package io.manako.zoo;

import io.manako.graph.Activation;
import io.manako.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNetV2 (Sandler et al. 2018, "MobileNetV2", table 2): inverted residuals with linear
 * bottlenecks.
 */
public final class MobileNetV2 {
  /** Expansion, output channels, repeats and stride of the first block of each stage. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNetV2() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes].
   */
  public static Graph build(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("mobilenet-v2", variant);
    FeatureMap x = stem(net, variant);
    List<Bottleneck> blocks = bottlenecks(variant);
    for (int i = 0; i < blocks.size(); i++) {
      x = blocks.get(i).append(net, "block" + i, x);
    }
    x = head(net, variant, x);
    return net.build(net.dense("logits", net.globalPool("pool", x), variant.classes()).value());
  }

  static FeatureMap stem(NetworkBuilder net, Variant variant) {
    ConvLayer layer = ConvLayer.full(variant.channels(32), 3, 2, Activation.RELU6);
    return net.conv("stem", net.image(), layer);
  }

  /** Appends the last 1×1, which never shrinks below 1280 channels. */
  static FeatureMap head(NetworkBuilder net, Variant variant, FeatureMap x) {
    int out = Variant.divisible(1280 * Math.max(1, variant.width()));
    return net.conv("head", x, ConvLayer.pointwise(out, Activation.RELU6));
  }

  /** Returns the 17 blocks. */
  static List<Bottleneck> bottlenecks(Variant variant) {
    List<Bottleneck> blocks = new ArrayList<>();
    int in = variant.channels(32);
    for (int[] stage : STAGES) {
      int out = variant.channels(stage[1]);
      for (int i = 0; i < stage[2]; i++) {
        int stride = i == 0 ? stage[3] : 1;
        blocks.add(new Bottleneck(3, in * stage[0], out, Gate.NONE, Activation.RELU6, stride));
        in = out;
      }
    }
    return blocks;
  }
}
