package io.manako.zoo;

import static io.manako.graph.Activation.RELU;
import static io.manako.graph.Activation.SIGMOID;

import io.manako.graph.Graph;
import io.manako.graph.Resampling.Grid;
import java.util.List;

/**
 * Lite reduced atrous spatial pyramid pooling (Howard et al. 2019, section 6.4 and figure 10) with
 * torchvision's full pooling. The head reads a MobileNetV3's maps of 1/16 and of 1/8.
 */
public final class LrAspp {
  /** Index of Large's block whose output is the map of 1/8. */
  private static final int FINE = 3;

  private static final int HIDDEN = 128;

  private LrAspp() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes,
   * size, size].
   */
  public static Graph mobileNetV3Large(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("lraspp-mobilenet-v3-large", variant);
    List<Bottleneck> blocks = MobileNetV3.largeBlocks(variant);
    FeatureMap x = MobileNetV3.stem(net, variant);
    FeatureMap fine = x;
    for (int i = 0; i < blocks.size(); i++) {
      boolean coarse = i >= MobileNetV3.LARGE_LAST_STRIDE;
      x = (coarse ? blocks.get(i).atrous(2) : blocks.get(i)).append(net, "block" + i, x);
      fine = i == FINE ? x : fine;
    }
    FeatureMap y = gated(net, MobileNetV3.head(net, x));
    y = net.resize("resize", y, fine, Grid.HALF_PIXEL);
    FeatureMap low = net.prediction("low", fine, variant.classes());
    y = net.add("sum", low, net.prediction("high", y, variant.classes()));
    return net.build(net.resize("logits", y, net.image(), Grid.HALF_PIXEL).value());
  }

  /** Multiplies the features of each place by factors from the whole picture. */
  private static FeatureMap gated(NetworkBuilder net, FeatureMap x) {
    FeatureMap local = net.conv("local", x, ConvLayer.pointwise(HIDDEN, RELU));
    FeatureMap whole = net.globalPool("whole/pool", x);
    whole = net.bareConv("whole", whole, ConvLayer.pointwise(HIDDEN, SIGMOID));
    return net.multiply("scale", local, whole);
  }
}
