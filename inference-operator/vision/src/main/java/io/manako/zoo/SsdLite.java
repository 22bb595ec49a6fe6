package io.manako.zoo;

import static io.manako.graph.Activation.NONE;
import static io.manako.graph.Activation.RELU6;

import io.manako.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * SSDLite (Sandler et al. 2018, section 6.2): SSD's heads and extra layers made of depthwise
 * separable convolutions, on a MobileNet. Input {@code image} [N, 3, size, size]; outputs {@code
 * boxes} [N, anchors, 4] and {@code scores} [N, anchors, classes], both raw. The classes of a
 * variant include the background.
 */
public final class SsdLite {
  /** Index of V1's pair whose output is the first tap. */
  private static final int V1_TAP = 10;

  /** Index of V2's block whose expansion is the first tap: the 160-channel stage's first. */
  private static final int V2_TAP = 13;

  /** Channels between and behind each extra layer's pair of convolutions. */
  private static final int[][] EXTRAS = {{256, 512}, {128, 256}, {128, 256}, {64, 128}};

  /** Anchors of each tap in TensorFlow, which has fewer on the finest map. */
  private static final int[] FEW_AT_FIRST = {3, 6, 6, 6, 6, 6};

  /** Anchors of each tap in torchvision. */
  private static final int[] SIX_EACH = {6, 6, 6, 6, 6, 6};

  private SsdLite() {}

  /**
   * Builds the detector on V1, as in the comparison of the V2 paper: taps behind the 11th and the
   * last pair.
   */
  public static Graph mobileNetV1(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("ssdlite-mobilenet-v1", variant);
    List<FeatureMap> maps = MobileNetV1.features(net, variant);
    FeatureMap last = maps.get(maps.size() - 1);
    return detector(net, List.of(maps.get(V1_TAP), last), variant.classes(), FEW_AT_FIRST);
  }

  /** Builds the detector on V2, with 1917 anchors at a size of 300. */
  public static Graph mobileNetV2(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("ssdlite-mobilenet-v2", variant);
    FeatureMap stem = MobileNetV2.stem(net, variant);
    List<FeatureMap> taps = taps(net, stem, MobileNetV2.bottlenecks(variant), V2_TAP);
    FeatureMap last = MobileNetV2.head(net, variant, taps.get(1));
    return detector(net, List.of(taps.get(0), last), variant.classes(), FEW_AT_FIRST);
  }

  /** Builds the detector on V3-Large with the reduced tail. */
  public static Graph mobileNetV3Large(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("ssdlite-mobilenet-v3-large", variant);
    return mobileNetV3(net, variant, true);
  }

  /** Builds the detector on V3-Small with the reduced tail. */
  public static Graph mobileNetV3Small(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("ssdlite-mobilenet-v3-small", variant);
    return mobileNetV3(net, variant, false);
  }

  private static Graph mobileNetV3(NetworkBuilder net, Variant variant, boolean large) {
    int tap = large ? MobileNetV3.LARGE_LAST_STRIDE : MobileNetV3.SMALL_LAST_STRIDE;
    List<Bottleneck> blocks = MobileNetV3.reducedTail(large, variant);
    List<FeatureMap> taps = taps(net, MobileNetV3.stem(net, variant), blocks, tap);
    FeatureMap last = MobileNetV3.head(net, taps.get(1));
    return detector(net, List.of(taps.get(0), last), variant.classes(), SIX_EACH);
  }

  /** Returns the expansion of the tapped block and the output of the last block. */
  private static List<FeatureMap> taps(
      NetworkBuilder net, FeatureMap stem, List<Bottleneck> blocks, int tapped) {
    FeatureMap x = stem;
    FeatureMap tap = stem;
    for (int i = 0; i < blocks.size(); i++) {
      FeatureMap expanded = blocks.get(i).expand(net, "block" + i, x);
      tap = i == tapped ? expanded : tap;
      x = blocks.get(i).rest(net, "block" + i, x, expanded);
    }
    return List.of(tap, x);
  }

  private static Graph detector(
      NetworkBuilder net, List<FeatureMap> backbone, int classes, int[] anchors) {
    List<FeatureMap> taps = new ArrayList<>(backbone);
    for (int i = 0; i < EXTRAS.length; i++) {
      taps.add(extra(net, "extra" + i, taps.get(taps.size() - 1), EXTRAS[i]));
    }
    List<FeatureMap> boxes = new ArrayList<>();
    List<FeatureMap> scores = new ArrayList<>();
    for (int i = 0; i < taps.size(); i++) {
      boxes.add(head(net, "boxes" + i, taps.get(i), anchors[i] * 4));
      scores.add(head(net, "scores" + i, taps.get(i), anchors[i] * classes));
    }
    return net.build(
        AnchorRows.join(net, "boxes", boxes, 4), AnchorRows.join(net, "scores", scores, classes));
  }

  private static FeatureMap extra(NetworkBuilder net, String layer, FeatureMap x, int[] channels) {
    FeatureMap y = net.conv(layer + "/squeeze", x, ConvLayer.pointwise(channels[0], RELU6));
    y = net.conv(layer + "/dw", y, ConvLayer.depthwise(channels[0], 3, 2, RELU6));
    return net.conv(layer + "/pw", y, ConvLayer.pointwise(channels[1], RELU6));
  }

  private static FeatureMap head(NetworkBuilder net, String layer, FeatureMap x, int out) {
    FeatureMap y = net.conv(layer + "/dw", x, ConvLayer.depthwise(x.channels(), 3, 1, RELU6));
    return net.biasedConv(layer + "/pw", y, ConvLayer.pointwise(out, NONE));
  }
}
