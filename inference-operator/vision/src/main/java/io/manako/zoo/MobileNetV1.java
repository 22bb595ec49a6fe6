package io.manako.zoo;

import static io.manako.graph.Activation.RELU6;

import io.manako.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/** MobileNet (Howard et al. 2017, "MobileNets", table 1): depthwise separable convolutions. */
public final class MobileNetV1 {
  /** Output channels and stride of each depthwise separable pair. */
  private static final int[][] PAIRS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  private MobileNetV1() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes].
   */
  public static Graph build(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("mobilenet-v1", variant);
    List<FeatureMap> maps = features(net, variant);
    FeatureMap pooled = net.globalPool("pool", maps.get(maps.size() - 1));
    return net.build(net.dense("logits", pooled, variant.classes()).value());
  }

  /** Appends the 13 pairs and returns their outputs in order. */
  static List<FeatureMap> features(NetworkBuilder net, Variant variant) {
    List<FeatureMap> maps = new ArrayList<>();
    FeatureMap x =
        net.conv("stem", net.image(), ConvLayer.full(channels(variant, 32), 3, 2, RELU6));
    for (int i = 0; i < PAIRS.length; i++) {
      String pair = "pair" + (i + 1);
      int out = channels(variant, PAIRS[i][0]);
      x = net.conv(pair + "/dw", x, ConvLayer.depthwise(x.channels(), 3, PAIRS[i][1], RELU6));
      x = net.conv(pair + "/pw", x, ConvLayer.pointwise(out, RELU6));
      maps.add(x);
    }
    return maps;
  }

  /** Truncates, where V1's successors round to multiples of 8. */
  private static int channels(Variant variant, int channels) {
    return Math.max(1, (int) (channels * variant.width()));
  }
}
