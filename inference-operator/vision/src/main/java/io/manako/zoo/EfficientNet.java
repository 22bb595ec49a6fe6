package io.manako.zoo;

import static io.manako.graph.Activation.SIGMOID;
import static io.manako.graph.Activation.SWISH;

import io.manako.graph.Graph;
import java.util.List;

/**
 * EfficientNet (Tan and Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional Neural
 * Networks", table 1) with compound scaling: width, depth and resolution grow together from B0 to
 * B7.
 */
public final class EfficientNet {
  /** Expansion, channels, repeats, stride of the first block and kernel of each stage. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1, 3},
    {6, 24, 2, 2, 3},
    {6, 40, 2, 2, 5},
    {6, 80, 3, 2, 3},
    {6, 112, 3, 1, 5},
    {6, 192, 4, 2, 5},
    {6, 320, 1, 1, 3}
  };

  /**
   * Step of compound scaling.
   *
   * @param width multiplier of the channels
   * @param depth multiplier of the repeats
   * @param size rows and columns of the input in pixels
   */
  record Scale(double width, double depth, int size) {
    int channels(int channels) {
      return Variant.divisible(channels * width);
    }

    int repeats(int repeats) {
      return (int) Math.ceil(repeats * depth);
    }
  }

  /** Scales of B0 … B7. */
  static final List<Scale> SCALES =
      List.of(
          new Scale(1.0, 1.0, 224),
          new Scale(1.0, 1.1, 240),
          new Scale(1.1, 1.2, 260),
          new Scale(1.2, 1.4, 300),
          new Scale(1.4, 1.8, 380),
          new Scale(1.6, 2.2, 456),
          new Scale(1.8, 2.6, 528),
          new Scale(2.0, 3.1, 600));

  private EfficientNet() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes].
   *
   * @param step number of the network, 0 for B0 … 7 for B7
   * @param variant classes, size and padding
   */
  public static Graph build(int step, Variant variant) {
    Scale scale = SCALES.get(step);
    NetworkBuilder net = new NetworkBuilder("efficientnet-b" + step, variant);
    FeatureMap x = net.conv("stem", net.image(), ConvLayer.full(scale.channels(32), 3, 2, SWISH));
    for (int s = 0; s < STAGES.length; s++) {
      for (int i = 0; i < scale.repeats(STAGES[s][2]); i++) {
        int stride = i == 0 ? STAGES[s][3] : 1;
        Bottleneck block = bottleneck(scale, STAGES[s], x.channels(), stride);
        x = block.append(net, "stage" + s + "/block" + i, x);
      }
    }
    x = net.conv("head", x, ConvLayer.pointwise(scale.channels(1280), SWISH));
    return net.build(net.dense("logits", net.globalPool("pool", x), variant.classes()).value());
  }

  /**
   * Returns a block whose gate squeezes to a quarter of the block's input, not of the expansion.
   */
  private static Bottleneck bottleneck(Scale scale, int[] stage, int in, int stride) {
    Gate gate = new Gate(Math.max(1, in / 4), SWISH, SIGMOID);
    int out = scale.channels(stage[1]);
    return new Bottleneck(stage[4], stage[0] * in, out, gate, SWISH, stride);
  }
}
