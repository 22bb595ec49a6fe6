package io.manako.zoo;

import static io.manako.graph.Activation.RELU;

import io.manako.graph.Graph;
import io.manako.graph.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * U-Net (Ronneberger et al. 2015, "U-Net: Convolutional Networks for Biomedical Image
 * Segmentation", figure 1). Convolutions are padded, so that no crop is needed and every pixel gets
 * a class.
 */
public final class UNet {
  private static final int FINEST = 64;
  private static final int LEVELS = 4;

  private UNet() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes,
   * size, size].
   *
   * @param variant classes, and a size that is a multiple of 16
   * @throws IllegalArgumentException if the size is not a multiple of 16
   */
  public static Graph build(Variant variant) {
    if (variant.size() % (1 << LEVELS) != 0) {
      throw new IllegalArgumentException("the size must be a multiple of " + (1 << LEVELS));
    }
    NetworkBuilder net = new NetworkBuilder("unet", variant);
    List<FeatureMap> contracted = new ArrayList<>();
    FeatureMap x = net.image();
    for (int i = 0; i < LEVELS; i++) {
      x = pair(net, "down" + i, x, FINEST << i);
      contracted.add(x);
      x = net.maxPool("pool" + i, x, Window.padded(2, 2, 1, 0));
    }
    x = pair(net, "bottom", x, FINEST << LEVELS);
    for (int i = LEVELS - 1; i >= 0; i--) {
      x = net.upConv("up" + i + "/conv", x, FINEST << i);
      x = net.concat("up" + i + "/joined", List.of(contracted.get(i), x));
      x = pair(net, "up" + i, x, FINEST << i);
    }
    return net.build(net.prediction("logits", x, variant.classes()).value());
  }

  private static FeatureMap pair(NetworkBuilder net, String layer, FeatureMap x, int out) {
    FeatureMap y = net.biasedConv(layer + "/1", x, ConvLayer.full(out, 3, 1, RELU));
    return net.biasedConv(layer + "/2", y, ConvLayer.full(out, 3, 1, RELU));
  }
}
