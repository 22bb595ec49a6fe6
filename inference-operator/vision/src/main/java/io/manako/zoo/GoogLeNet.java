package io.manako.zoo;

import static io.manako.graph.Activation.RELU;

import io.manako.graph.Graph;
import io.manako.graph.Window;
import java.util.List;

/**
 * GoogLeNet (Szegedy et al. 2015, "Going Deeper with Convolutions", table 1) with batch
 * normalisation and without auxiliary heads. The Inception module's 5×5 is a 3×3, as in
 * torchvision.
 */
public final class GoogLeNet {
  /**
   * Inception module, by the columns of the table: 1×1; 3×3 reduce, 3×3; 5×5 reduce, 5×5; pool
   * projection.
   */
  private record Inception(int one, int reduce3, int three, int reduce5, int five, int pool) {

    FeatureMap append(NetworkBuilder net, String module, FeatureMap x) {
      FeatureMap a = net.conv(module + "/1x1", x, ConvLayer.pointwise(one, RELU));
      FeatureMap b = net.conv(module + "/3x3reduce", x, ConvLayer.pointwise(reduce3, RELU));
      b = net.conv(module + "/3x3", b, ConvLayer.full(three, 3, 1, RELU));
      FeatureMap c = net.conv(module + "/5x5reduce", x, ConvLayer.pointwise(reduce5, RELU));
      c = net.conv(module + "/5x5", c, ConvLayer.full(five, 3, 1, RELU));
      FeatureMap d = net.maxPool(module + "/pool", x, Window.square(3, 1));
      d = net.conv(module + "/project", d, ConvLayer.pointwise(pool, RELU));
      return net.concat(module, List.of(a, b, c, d));
    }
  }

  private static final List<Inception> THREE =
      List.of(new Inception(64, 96, 128, 16, 32, 32), new Inception(128, 128, 192, 32, 96, 64));

  private static final List<Inception> FOUR =
      List.of(
          new Inception(192, 96, 208, 16, 48, 64),
          new Inception(160, 112, 224, 24, 64, 64),
          new Inception(128, 128, 256, 24, 64, 64),
          new Inception(112, 144, 288, 32, 64, 64),
          new Inception(256, 160, 320, 32, 128, 128));

  private static final List<Inception> FIVE =
      List.of(
          new Inception(256, 160, 320, 32, 128, 128), new Inception(384, 192, 384, 48, 128, 128));

  private GoogLeNet() {}

  /**
   * Builds the network: input {@code image} [N, 3, size, size], output {@code logits} [N, classes].
   */
  public static Graph build(Variant variant) {
    NetworkBuilder net = new NetworkBuilder("googlenet", variant);
    FeatureMap x = net.conv("conv1", net.image(), ConvLayer.full(64, 7, 2, RELU));
    x = pool(net, "pool1", x, 3);
    x = net.conv("conv2", x, ConvLayer.pointwise(64, RELU));
    x = net.conv("conv3", x, ConvLayer.full(192, 3, 1, RELU));
    x = stage(net, "3", pool(net, "pool2", x, 3), THREE);
    x = stage(net, "4", pool(net, "pool3", x, 3), FOUR);
    x = stage(net, "5", pool(net, "pool4", x, 2), FIVE);
    return net.build(net.dense("logits", net.globalPool("pool", x), variant.classes()).value());
  }

  private static FeatureMap pool(NetworkBuilder net, String layer, FeatureMap x, int kernel) {
    Window window = Window.padded(kernel, 2, 1, 0);
    return net.maxPool(layer, x, window.rounded(x.height(), x.width()));
  }

  private static FeatureMap stage(
      NetworkBuilder net, String stage, FeatureMap in, List<Inception> modules) {
    FeatureMap x = in;
    for (int i = 0; i < modules.size(); i++) {
      x = modules.get(i).append(net, "inception" + stage + (char) ('a' + i), x);
    }
    return x;
  }
}
