package io.manako.zoo;

import static io.manako.graph.Activation.HARD_SWISH;
import static io.manako.graph.Activation.RELU;

import io.manako.graph.Activation;
import io.manako.graph.Graph;
import java.util.List;

/** Howard et al. 2019, "Searching for MobileNetV3", tables 1 (Large) and 2 (Small). */
public final class MobileNetV3 {
  /** One row of the tables, at width 1. */
  private record Row(
      int kernel, int expanded, int out, boolean gated, Activation activation, int stride) {}

  private static final List<Row> LARGE =
      List.of(
          new Row(3, 16, 16, false, RELU, 1),
          new Row(3, 64, 24, false, RELU, 2),
          new Row(3, 72, 24, false, RELU, 1),
          new Row(5, 72, 40, true, RELU, 2),
          new Row(5, 120, 40, true, RELU, 1),
          new Row(5, 120, 40, true, RELU, 1),
          new Row(3, 240, 80, false, HARD_SWISH, 2),
          new Row(3, 200, 80, false, HARD_SWISH, 1),
          new Row(3, 184, 80, false, HARD_SWISH, 1),
          new Row(3, 184, 80, false, HARD_SWISH, 1),
          new Row(3, 480, 112, true, HARD_SWISH, 1),
          new Row(3, 672, 112, true, HARD_SWISH, 1),
          new Row(5, 672, 160, true, HARD_SWISH, 2),
          new Row(5, 960, 160, true, HARD_SWISH, 1),
          new Row(5, 960, 160, true, HARD_SWISH, 1));

  private static final List<Row> SMALL =
      List.of(
          new Row(3, 16, 16, true, RELU, 2),
          new Row(3, 72, 24, false, RELU, 2),
          new Row(3, 88, 24, false, RELU, 1),
          new Row(5, 96, 40, true, HARD_SWISH, 2),
          new Row(5, 240, 40, true, HARD_SWISH, 1),
          new Row(5, 240, 40, true, HARD_SWISH, 1),
          new Row(5, 120, 48, true, HARD_SWISH, 1),
          new Row(5, 144, 48, true, HARD_SWISH, 1),
          new Row(5, 288, 96, true, HARD_SWISH, 2),
          new Row(5, 576, 96, true, HARD_SWISH, 1),
          new Row(5, 576, 96, true, HARD_SWISH, 1));

  private MobileNetV3() {}

  /** Input {@code image} [N, 3, size, size], output {@code logits} [N, classes]. */
  public static Graph large(Variant variant) {
    return build(new NetworkBuilder("mobilenet-v3-large", variant), variant, LARGE);
  }

  /** Input {@code image} [N, 3, size, size], output {@code logits} [N, classes]. */
  public static Graph small(Variant variant) {
    return build(new NetworkBuilder("mobilenet-v3-small", variant), variant, SMALL);
  }

  private static Graph build(NetworkBuilder net, Variant variant, List<Row> rows) {
    ConvLayer stem = ConvLayer.full(variant.channels(16), 3, 2, HARD_SWISH);
    FeatureMap x = net.conv("stem", net.image(), stem);
    for (int i = 0; i < rows.size(); i++) {
      x = bottleneck(rows.get(i), variant).append(net, "block" + i, x);
    }
    x = net.conv("head", x, ConvLayer.pointwise(6 * x.channels(), HARD_SWISH));
    // Like V2's last 1×1, the widest layer never shrinks.
    double wide = Math.max(1, variant.width());
    int hidden = Variant.divisible((rows == LARGE ? 1280 : 1024) * wide);
    String features = net.dense("features", net.globalPool("pool", x), hidden);
    String active = net.activate("features/act", features, HARD_SWISH);
    return net.build(net.dense("logits", new FeatureMap(active, hidden, 1, 1), variant.classes()));
  }

  private static Bottleneck bottleneck(Row row, Variant variant) {
    int expanded = variant.channels(row.expanded());
    int squeezed = row.gated() ? Variant.divisible(expanded / 4.0) : 0;
    int out = variant.channels(row.out());
    return new Bottleneck(row.kernel(), expanded, out, squeezed, row.activation(), row.stride());
  }
}
