package io.manako.zoo;

import static io.manako.graph.Activation.NONE;
import static io.manako.graph.Activation.RELU;
import static io.manako.graph.Activation.SIGMOID;

import io.manako.graph.Graph;
import io.manako.graph.Window;

/**
 * ResNet-50 (He et al. 2016, "Deep Residual Learning for Image Recognition", table 1) and its
 * relatives. The stride is in the 3×3 convolution, not in the 1×1 before it, as in torchvision.
 */
public final class ResNet {
  /** Channels of the 3×3 convolution and number of blocks of each stage. */
  private static final int[][] STAGES = {{64, 3}, {128, 4}, {256, 6}, {512, 3}};

  private final NetworkBuilder net;
  private final int groups;
  private final int perGroup;
  private final boolean gated;

  private ResNet(NetworkBuilder net, int groups, int perGroup, boolean gated) {
    this.net = net;
    this.groups = groups;
    this.perGroup = perGroup;
    this.gated = gated;
  }

  /**
   * Builds ResNet-50: input {@code image} [N, 3, size, size], output {@code logits} [N, classes].
   */
  public static Graph resNet50(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("resnet-50", variant, NetworkBuilder.TORCH);
    return new ResNet(net, 1, 64, false).build(variant);
  }

  /**
   * Builds ResNeXt-50 (Xie et al. 2017, "Aggregated Residual Transformations", table 1), which has
   * 32 groups of 4 channels.
   */
  public static Graph resNext50(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("resnext-50-32x4d", variant, NetworkBuilder.TORCH);
    return new ResNet(net, 32, 4, false).build(variant);
  }

  /**
   * Builds SE-ResNet-50 (Hu et al. 2018, "Squeeze-and-Excitation Networks", table 1), whose gates
   * squeeze to 1/16.
   */
  public static Graph seResNet50(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("se-resnet-50", variant, NetworkBuilder.TORCH);
    return new ResNet(net, 1, 64, true).build(variant);
  }

  private Graph build(Variant variant) {
    FeatureMap x = net.conv("conv1", net.image(), ConvLayer.full(64, 7, 2, RELU));
    x = net.maxPool("pool1", x, Window.square(3, 2));
    for (int s = 0; s < STAGES.length; s++) {
      for (int i = 0; i < STAGES[s][1]; i++) {
        int stride = i == 0 && s > 0 ? 2 : 1;
        x = block("conv" + (s + 2) + "_" + (i + 1), x, STAGES[s][0], stride);
      }
    }
    return net.build(net.dense("logits", net.globalPool("pool", x), variant.classes()).value());
  }

  private FeatureMap block(String block, FeatureMap x, int channels, int stride) {
    int middle = channels * groups * perGroup / 64;
    int out = 4 * channels;
    FeatureMap y = net.conv(block + "/reduce", x, ConvLayer.pointwise(middle, RELU));
    ConvLayer window = ConvLayer.full(middle, 3, stride, RELU);
    y = net.conv(block + "/3x3", y, window.grouped(groups));
    y = net.conv(block + "/expand", y, ConvLayer.pointwise(out, NONE));
    y = gate(out).append(net, block + "/se", y);
    FeatureMap shortcut =
        x.channels() == out && stride == 1
            ? x
            : net.conv(block + "/shortcut", x, ConvLayer.full(out, 1, stride, NONE));
    return net.activated(block + "/act", net.add(block + "/add", y, shortcut), RELU);
  }

  private Gate gate(int channels) {
    return gated ? new Gate(channels / 16, RELU, SIGMOID) : Gate.NONE;
  }
}
