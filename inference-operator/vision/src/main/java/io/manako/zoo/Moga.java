package io.manako.zoo;

import static io.manako.graph.Activation.HARD_SIGMOID;
import static io.manako.graph.Activation.HARD_SWISH;
import static io.manako.graph.Activation.NONE;
import static io.manako.graph.Activation.RELU;

import io.manako.graph.Activation;
import io.manako.graph.Graph;

/** Three searched networks (Chu et al. 2020, "MoGA: Searching Beyond MobileNetV3", figure 5). */
public final class Moga {
  private static final int PLAIN = 0;
  private static final int SE = 1;
  private static final int HS = 2;

  /** Expansion, channels, kernel, stride, and the flags for a gate and h-swish of each block. */
  private static final int[][] A = {
    {6, 24, 5, 2, PLAIN}, {6, 24, 7, 1, PLAIN}, {6, 40, 3, 2, PLAIN}, {6, 40, 3, 1, SE},
    {3, 40, 3, 1, SE}, {6, 80, 3, 2, HS + SE}, {6, 80, 3, 1, HS}, {6, 80, 7, 1, HS},
    {3, 80, 7, 1, HS + SE}, {6, 112, 7, 1, HS}, {6, 112, 3, 1, HS}, {6, 160, 3, 2, HS},
    {6, 160, 5, 1, HS + SE}, {6, 160, 5, 1, HS + SE}
  };

  private static final int[][] B = {
    {3, 24, 3, 2, PLAIN}, {3, 24, 3, 1, PLAIN}, {6, 40, 7, 2, PLAIN}, {3, 40, 3, 1, PLAIN},
    {6, 40, 5, 1, PLAIN}, {6, 80, 3, 2, HS + SE}, {6, 80, 5, 1, HS + SE}, {3, 80, 3, 1, HS},
    {6, 80, 7, 1, HS + SE}, {6, 112, 7, 1, HS}, {3, 112, 5, 1, HS}, {6, 160, 7, 2, HS + SE},
    {6, 160, 7, 1, HS + SE}, {6, 160, 3, 1, HS + SE}
  };

  private static final int[][] C = {
    {3, 24, 5, 2, PLAIN}, {3, 24, 3, 1, PLAIN}, {3, 40, 5, 2, PLAIN}, {3, 40, 3, 1, PLAIN},
    {3, 40, 5, 1, PLAIN}, {3, 80, 5, 2, HS}, {6, 80, 5, 1, HS + SE}, {3, 80, 5, 1, HS},
    {3, 80, 5, 1, HS}, {6, 112, 3, 1, HS}, {6, 112, 3, 1, HS + SE}, {6, 160, 3, 2, HS + SE},
    {6, 160, 3, 1, HS + SE}, {6, 160, 3, 1, HS + SE}
  };

  private Moga() {}

  /** Builds MoGA-A: input {@code image} [N, 3, size, size], output {@code logits} [N, classes]. */
  public static Graph a(Variant variant) {
    return build(new NetworkBuilder("moga-a", variant), variant, A);
  }

  /** Builds MoGA-B: input {@code image} [N, 3, size, size], output {@code logits} [N, classes]. */
  public static Graph b(Variant variant) {
    return build(new NetworkBuilder("moga-b", variant), variant, B);
  }

  /** Builds MoGA-C: input {@code image} [N, 3, size, size], output {@code logits} [N, classes]. */
  public static Graph c(Variant variant) {
    return build(new NetworkBuilder("moga-c", variant), variant, C);
  }

  private static Graph build(NetworkBuilder net, Variant variant, int[][] rows) {
    FeatureMap x = net.conv("stem", net.image(), ConvLayer.full(16, 3, 2, HARD_SWISH));
    x = net.conv("separable/dw", x, ConvLayer.depthwise(16, 3, 1, RELU));
    x = net.conv("separable/pw", x, ConvLayer.pointwise(16, NONE));
    for (int i = 0; i < rows.length; i++) {
      x = bottleneck(rows[i], x.channels()).append(net, "block" + i, x);
    }
    x = net.globalPool("pool", net.conv("head", x, ConvLayer.pointwise(960, HARD_SWISH)));
    x = net.bareConv("features", x, ConvLayer.pointwise(1280, HARD_SWISH));
    return net.build(net.dense("logits", x, variant.classes()).value());
  }

  private static Bottleneck bottleneck(int[] row, int in) {
    int expanded = row[0] * in;
    Activation activation = (row[4] & HS) == 0 ? RELU : HARD_SWISH;
    boolean gated = (row[4] & SE) != 0;
    Gate gate = gated ? new Gate(expanded / 4, activation, HARD_SIGMOID) : Gate.NONE;
    return new Bottleneck(row[2], expanded, row[1], gate, activation, row[3]);
  }
}
