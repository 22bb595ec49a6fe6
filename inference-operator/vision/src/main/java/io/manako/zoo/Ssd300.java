package io.manako.zoo;

import static io.manako.graph.Activation.NONE;
import static io.manako.graph.Activation.RELU;

import io.manako.graph.Graph;
import io.manako.graph.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * SSD on VGG-16 (Liu et al. 2016, "SSD: Single Shot MultiBox Detector", section 2.2 and figure 2).
 * Input {@code image} [N, 3, size, size]; outputs {@code boxes} [N, anchors, 4] and {@code scores}
 * [N, anchors, classes], both raw; 8732 anchors at a size of 300.
 */
public final class Ssd300 {
  /** Number of anchors in each tap's cell. */
  private static final int[] ANCHORS = {4, 6, 6, 6, 4, 4};

  /** Channels of an extra layer's 1×1 and 3×3, and the stride and padding of the 3×3. */
  private static final int[][] EXTRAS = {
    {256, 512, 2, 1}, {128, 256, 2, 1}, {128, 256, 1, 0}, {128, 256, 1, 0}
  };

  private Ssd300() {}

  /**
   * Builds the network.
   *
   * @param variant size and classes, background included
   */
  public static Graph vgg16(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("ssd300-vgg16", variant);
    List<FeatureMap> taps = taps(net);
    List<FeatureMap> boxes = new ArrayList<>();
    List<FeatureMap> scores = new ArrayList<>();
    for (int i = 0; i < taps.size(); i++) {
      boxes.add(head(net, "boxes" + i, taps.get(i), ANCHORS[i] * 4));
      scores.add(head(net, "scores" + i, taps.get(i), ANCHORS[i] * variant.classes()));
    }
    return net.build(
        AnchorRows.join(net, "boxes", boxes, 4),
        AnchorRows.join(net, "scores", scores, variant.classes()));
  }

  private static List<FeatureMap> taps(NetworkBuilder net) {
    List<FeatureMap> taps = new ArrayList<>();
    FeatureMap x = net.image();
    for (int s = 0; s < 4; s++) {
      x = Vgg16.stage(net, s, s == 0 ? x : pool(net, s, x));
    }
    // The first tap's numbers are larger than the others' (section 3.1).
    taps.add(net.unitLength("norm4", x, 20));
    x = net.maxPool("pool5", Vgg16.stage(net, 4, pool(net, 4, x)), Window.square(3, 1));
    x = net.biasedConv("fc6", x, ConvLayer.full(1024, 3, 1, RELU).dilated(6));
    x = net.biasedConv("fc7", x, ConvLayer.pointwise(1024, RELU));
    taps.add(x);
    for (int i = 0; i < EXTRAS.length; i++) {
      x = extra(net, "conv" + (8 + i), x, EXTRAS[i]);
      taps.add(x);
    }
    return taps;
  }

  private static FeatureMap pool(NetworkBuilder net, int stage, FeatureMap x) {
    Window window = Window.padded(2, 2, 1, 0).rounded(x.height(), x.width());
    return net.maxPool("pool" + stage, x, window);
  }

  private static FeatureMap extra(NetworkBuilder net, String layer, FeatureMap x, int[] row) {
    FeatureMap y = net.biasedConv(layer + "_1", x, ConvLayer.pointwise(row[0], RELU));
    ConvLayer window = ConvLayer.full(row[1], 3, row[2], RELU).padded(row[3]);
    return net.biasedConv(layer + "_2", y, window);
  }

  private static FeatureMap head(NetworkBuilder net, String layer, FeatureMap x, int out) {
    return net.biasedConv(layer, x, ConvLayer.full(out, 3, 1, NONE));
  }
}
