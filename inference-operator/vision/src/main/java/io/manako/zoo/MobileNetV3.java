package io.manako.zoo;

import static io.manako.graph.Activation.HARD_SIGMOID;
import static io.manako.graph.Activation.HARD_SWISH;
import static io.manako.graph.Activation.RELU;

import io.manako.graph.Activation;
import io.manako.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNetV3 (Howard et al. 2019, "Searching for MobileNetV3", tables 1 (Large) and 2 (Small)).
 */
public final class MobileNetV3 {
  /** Row of the tables, at width 1. */
  private record Row(
      int kernel, int expanded, int out, boolean gated, Activation activation, int stride) {

    Bottleneck scaled(Variant variant) {
      int wide = variant.channels(expanded);
      Gate gate = gated ? new Gate(Variant.divisible(wide / 4.0), RELU, HARD_SIGMOID) : Gate.NONE;
      return new Bottleneck(kernel, wide, variant.channels(out), gate, activation, stride);
    }
  }

  /** Index of the last block that halves Large's maps. */
  static final int LARGE_LAST_STRIDE = 12;

  /** Index of the last block that halves Small's maps. */
  static final int SMALL_LAST_STRIDE = 8;

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

  /** Builds Large: input {@code image} [N, 3, size, size], output {@code logits} [N, classes]. */
  public static Graph large(Variant variant) {
    return build(new NetworkBuilder("mobilenet-v3-large", variant), variant, 1280);
  }

  /** Builds Small: input {@code image} [N, 3, size, size], output {@code logits} [N, classes]. */
  public static Graph small(Variant variant) {
    return build(new NetworkBuilder("mobilenet-v3-small", variant), variant, 1024);
  }

  private static Graph build(NetworkBuilder net, Variant variant, int widest) {
    List<Bottleneck> blocks = widest == 1280 ? largeBlocks(variant) : smallBlocks(variant);
    FeatureMap x = stem(net, variant);
    for (int i = 0; i < blocks.size(); i++) {
      x = blocks.get(i).append(net, "block" + i, x);
    }
    x = head(net, x);
    // Like V2's last 1×1, the widest layer never shrinks.
    int hidden = Variant.divisible(widest * Math.max(1, variant.width()));
    x = net.dense("features", net.globalPool("pool", x), hidden);
    x = net.activated("features/act", x, HARD_SWISH);
    return net.build(net.dense("logits", x, variant.classes()).value());
  }

  static FeatureMap stem(NetworkBuilder net, Variant variant) {
    ConvLayer layer = ConvLayer.full(variant.channels(16), 3, 2, HARD_SWISH);
    return net.conv("stem", net.image(), layer);
  }

  static FeatureMap head(NetworkBuilder net, FeatureMap x) {
    return net.conv("head", x, ConvLayer.pointwise(6 * x.channels(), HARD_SWISH));
  }

  /** Returns the 15 blocks of Large. */
  static List<Bottleneck> largeBlocks(Variant variant) {
    return LARGE.stream().map(row -> row.scaled(variant)).toList();
  }

  /** Returns the 11 blocks of Small. */
  static List<Bottleneck> smallBlocks(Variant variant) {
    return SMALL.stream().map(row -> row.scaled(variant)).toList();
  }

  /**
   * Returns the blocks with half the channels from the last stride on (section 6.3, for detectors).
   */
  static List<Bottleneck> reducedTail(boolean large, Variant variant) {
    List<Row> rows = large ? LARGE : SMALL;
    List<Bottleneck> blocks = new ArrayList<>();
    int last = large ? LARGE_LAST_STRIDE : SMALL_LAST_STRIDE;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      int expanded = i > last ? row.expanded() / 2 : row.expanded();
      int out = i >= last ? row.out() / 2 : row.out();
      Row reduced =
          new Row(row.kernel(), expanded, out, row.gated(), row.activation(), row.stride());
      blocks.add(reduced.scaled(variant));
    }
    return blocks;
  }
}
