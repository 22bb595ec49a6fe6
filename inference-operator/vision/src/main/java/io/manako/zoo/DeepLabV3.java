package io.manako.zoo;

import static io.manako.graph.Activation.RELU;

import io.manako.graph.Graph;
import io.manako.graph.Resampling.Grid;
import java.util.List;

/**
 * DeepLabV3 (Chen et al. 2017, "Rethinking Atrous Convolution for Semantic Image Segmentation") on
 * MobileNetV2 as in Sandler et al. 2018, section 6.3: output stride 16, no atrous pyramid, no last
 * 1×1.
 */
public final class DeepLabV3 {
  /** Index of V2's block that keeps the maps' size although the classifier halves it. */
  private static final int LAST_STRIDE = 13;

  private DeepLabV3() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes,
   * size, size].
   */
  public static Graph mobileNetV2(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("deeplab-v3-mobilenet-v2", variant);
    FeatureMap x = MobileNetV2.stem(net, variant);
    List<Bottleneck> blocks = MobileNetV2.bottlenecks(variant);
    for (int i = 0; i < blocks.size(); i++) {
      Bottleneck block = blocks.get(i);
      x = (i < LAST_STRIDE ? block : block.atrous(rate(i))).append(net, "block" + i, x);
    }
    FeatureMap pooled = net.globalPool("image/pool", x);
    pooled = net.conv("image", pooled, ConvLayer.pointwise(256, RELU));
    pooled = net.resize("image/resize", pooled, x, Grid.ALIGN_CORNERS);
    FeatureMap local = net.conv("local", x, ConvLayer.pointwise(256, RELU));
    x = net.concat("pyramid", List.of(pooled, local));
    x = net.conv("projection", x, ConvLayer.pointwise(256, RELU));
    x = net.prediction("classes", x, variant.classes());
    return net.build(net.resize("logits", x, net.image(), Grid.ALIGN_CORNERS).value());
  }

  /**
   * Returns the dilation of a block: the block that no longer halves sees the map as before; those
   * behind it see a map of twice the size.
   */
  private static int rate(int block) {
    return block == LAST_STRIDE ? 1 : 2;
  }
}
