package io.manako.zoo;

import io.manako.graph.Activation;
import io.manako.graph.Graph;

/** Howard et al. 2017, "MobileNets", table 1: depthwise separable convolutions. */
public final class MobileNetV1 {
  /** Output channels and stride of each depthwise separable pair. */
  private static final int[][] PAIRS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  private MobileNetV1() {}

  /** Input {@code image} [N, 3, size, size], output {@code logits} [N, classes]. */
  public static Graph build(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("mobilenet-v1", variant);
    Activation act = Activation.RELU6;
    FeatureMap x = net.conv("stem", net.image(), ConvLayer.full(channels(variant, 32), 3, 2, act));
    for (int i = 0; i < PAIRS.length; i++) {
      String pair = "pair" + (i + 1);
      int out = channels(variant, PAIRS[i][0]);
      x = net.conv(pair + "/dw", x, ConvLayer.depthwise(x.channels(), 3, PAIRS[i][1], act));
      x = net.conv(pair + "/pw", x, ConvLayer.pointwise(out, act));
    }
    return net.build(net.dense("logits", net.globalPool("pool", x), variant.classes()));
  }

  /** V1 cuts off where its successors round to multiples of 8. */
  private static int channels(Variant variant, int channels) {
    return (int) (channels * variant.width());
  }
}
