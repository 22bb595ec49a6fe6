package io.manako.zoo;

import static io.manako.graph.Activation.NONE;
import static io.manako.graph.Activation.RELU6;

import io.manako.graph.Graph;
import io.manako.graph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * The detector of Sandler et al. 2018, section 6.2: SSD's heads and extra layers made of depthwise
 * separable convolutions, on a MobileNetV2.
 */
public final class SsdLite {
  /** The block whose expanded tensor is the first tap: the 160-channel stage's first. */
  private static final int TAPPED_BLOCK = 13;

  /** Channels between and behind each extra layer's pair of convolutions. */
  private static final int[][] EXTRAS = {{256, 512}, {128, 256}, {128, 256}, {64, 128}};

  private SsdLite() {}

  /**
   * Input {@code image} [N, 3, size, size]; outputs {@code boxes} [N, anchors, 4] and {@code
   * scores} [N, anchors, classes], both raw. 1917 anchors at a size of 300.
   *
   * @param variant its classes include the background
   */
  public static Graph mobileNetV2(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("ssdlite-mobilenet-v2", variant);
    List<FeatureMap> taps = taps(net, variant);
    return net.build(
        predict(net, "boxes", taps, 4), predict(net, "scores", taps, variant.classes()));
  }

  private static List<FeatureMap> taps(NetworkBuilder net, Variant variant) {
    List<FeatureMap> taps = new ArrayList<>();
    List<Bottleneck> blocks = MobileNetV2.bottlenecks(variant);
    FeatureMap x = MobileNetV2.stem(net, variant);
    for (int i = 0; i < blocks.size(); i++) {
      FeatureMap expanded = blocks.get(i).expand(net, "block" + i, x);
      if (i == TAPPED_BLOCK) {
        taps.add(expanded);
      }
      x = blocks.get(i).rest(net, "block" + i, x, expanded);
    }
    taps.add(MobileNetV2.head(net, variant, x));
    for (int i = 0; i < EXTRAS.length; i++) {
      taps.add(extra(net, "extra" + i, taps.get(taps.size() - 1), EXTRAS[i]));
    }
    return taps;
  }

  private static FeatureMap extra(NetworkBuilder net, String layer, FeatureMap x, int[] channels) {
    FeatureMap y = net.conv(layer + "/squeeze", x, ConvLayer.pointwise(channels[0], RELU6));
    y = net.conv(layer + "/dw", y, ConvLayer.depthwise(channels[0], 3, 2, RELU6));
    return net.conv(layer + "/pw", y, ConvLayer.pointwise(channels[1], RELU6));
  }

  /** {@code values} numbers for every anchor of every tap, joined: [N, anchors, values]. */
  private static String predict(
      NetworkBuilder net, String head, List<FeatureMap> taps, int values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < taps.size(); i++) {
      String layer = head + i;
      FeatureMap x = taps.get(i);
      int anchors = i == 0 ? 3 : 6;
      x = net.conv(layer + "/dw", x, ConvLayer.depthwise(x.channels(), 3, 1, RELU6));
      x = net.biasedConv(layer + "/pw", x, ConvLayer.pointwise(anchors * values, NONE));
      String last =
          net.add(
              new Node.Transpose(layer + "/nhwc", layer + "/nhwc", x.value(), List.of(0, 2, 3, 1)));
      parts.add(
          net.add(
              new Node.Reshape(layer + "/rows", layer + "/rows", last, List.of(0, -1, values))));
    }
    return net.add(new Node.Concat(head, head, parts, 1));
  }
}
