package io.manako.zoo;

import io.manako.graph.Activation;
import io.manako.graph.Extent;
import io.manako.graph.Filters;
import io.manako.graph.Graph;
import io.manako.graph.LayerNode;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.Resampling;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Builds a network layer by layer with {@link InitialWeights}. The name of a layer is also the name
 * of its values.
 */
final class NetworkBuilder {
  /** Epsilon of the MobileNets in TensorFlow and Keras, and of torchvision's V3. */
  private static final float KERAS = 1e-3f;

  /** Epsilon of PyTorch. */
  static final float TORCH = 1e-5f;

  private final String name;
  private final Variant variant;
  private final float epsilon;
  private final InitialWeights weights;
  private final List<Node> nodes = new ArrayList<>();

  NetworkBuilder(String name, Variant variant) {
    this(name, variant, KERAS);
  }

  /**
   * Creates a builder with another epsilon.
   *
   * @param name name of the network
   * @param variant width, classes, size and padding
   * @param epsilon number that batch normalisations add to variances
   */
  NetworkBuilder(String name, Variant variant, float epsilon) {
    this.name = name;
    this.variant = variant;
    this.epsilon = epsilon;
    this.weights = new InitialWeights(variant.seed());
  }

  /** Returns the picture: value {@code image} of shape [N, 3, size, size]. */
  FeatureMap image() {
    return new FeatureMap("image", 3, variant.size(), variant.size());
  }

  /** Appends a convolution without bias, a batch normalisation and a non-linearity. */
  FeatureMap conv(String layer, FeatureMap x, ConvLayer spec) {
    FeatureMap y = window(layer + "/conv", x, spec, false);
    return normalised(layer, y, spec.activation());
  }

  /** Appends a convolution with bias and a non-linearity, without normalisation. */
  FeatureMap biasedConv(String layer, FeatureMap x, ConvLayer spec) {
    return activated(layer + "/act", window(layer + "/conv", x, spec, true), spec.activation());
  }

  /** Appends a convolution without bias and a non-linearity, without normalisation. */
  FeatureMap bareConv(String layer, FeatureMap x, ConvLayer spec) {
    return activated(layer + "/act", window(layer + "/conv", x, spec, false), spec.activation());
  }

  private FeatureMap window(String layer, FeatureMap x, ConvLayer spec, boolean biased) {
    Window window = spec.window(x, variant.padding());
    int in = x.channels() / spec.groups();
    int fan = in * spec.kernel() * spec.kernel();
    Shape shape = Shape.of(spec.out(), in, spec.kernel(), spec.kernel());
    String w = weights.weights(layer + "/weights", shape, fan);
    String bias = biased ? weights.shifts(layer + "/bias", spec.out()) : null;
    add(new LayerNode.Conv(layer, layer, x.value(), new Filters(w, bias), window, spec.groups()));
    return windowed(layer, window, spec.out(), x);
  }

  /**
   * Returns a window's result.
   *
   * @throws IllegalArgumentException if the map is smaller than the window
   */
  private static FeatureMap windowed(String layer, Window window, int channels, FeatureMap x) {
    int h = window.outputHeight(x.height());
    int w = window.outputWidth(x.width());
    if (h < 1 || w < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the window of %s does not fit into a map of %d×%d; take larger pictures",
              layer,
              x.width(),
              x.height()));
    }
    return new FeatureMap(layer, channels, h, w);
  }

  /** Appends a 1×1 convolution with bias alone, whose value is an output with the layer's name. */
  FeatureMap prediction(String layer, FeatureMap x, int out) {
    return window(layer, x, ConvLayer.pointwise(out, Activation.NONE), true);
  }

  /**
   * Appends a transposed convolution with bias that doubles rows and columns: U-Net's
   * up-convolution.
   */
  FeatureMap upConv(String layer, FeatureMap x, int out) {
    Window window = Window.padded(2, 2, 1, 0);
    Shape shape = Shape.of(x.channels(), out, 2, 2);
    String w = weights.weights(layer + "/weights", shape, x.channels());
    String bias = weights.shifts(layer + "/bias", out);
    add(new LayerNode.TransposedConv(layer, layer, x.value(), new Filters(w, bias), window, 1));
    return new FeatureMap(layer, out, 2 * x.height(), 2 * x.width());
  }

  /**
   * Divides each pixel's channels by their length and multiplies each channel by one trained
   * factor.
   */
  FeatureMap unitLength(String layer, FeatureMap x, double factor) {
    int window = 2 * x.channels() - 1;
    String unit = layer + "/unit";
    add(
        new Node.LocalResponseNorm(
            unit,
            unit,
            x.value(),
            window,
            new Node.LocalResponseNorm.Coefficients(window, 0.5f, 1e-12f)));
    Shape shape = Shape.of(1, x.channels(), 1, 1);
    String scale = weights.scales(layer + "/scale", shape, factor);
    return x.as(add(new Node.Binary(layer, layer, unit, scale, Node.Binary.Operator.MUL)));
  }

  /** Appends a batch normalisation {@code layer/bn} and a non-linearity {@code layer/act}. */
  FeatureMap normalised(String layer, FeatureMap x, Activation activation) {
    String bn = layer + "/bn";
    Shape shape = Shape.of(x.channels());
    add(
        new Node.BatchNorm(
            bn,
            bn,
            x.value(),
            new Node.BatchNorm.Parameters(
                weights.scales(bn + "/scale", shape, 1),
                weights.shifts(bn + "/shift", x.channels()),
                weights.shifts(bn + "/mean", x.channels()),
                weights.scales(bn + "/variance", shape, 1)),
            epsilon));
    return activated(layer + "/act", x.as(bn), activation);
  }

  /** Appends a non-linearity; for none, the map is returned unchanged. */
  FeatureMap activated(String layer, FeatureMap x, Activation activation) {
    return activation.equals(Activation.NONE)
        ? x
        : x.as(add(new Node.Activate(layer, layer, x.value(), activation)));
  }

  FeatureMap add(String layer, FeatureMap a, FeatureMap b) {
    return a.as(add(new Node.Binary(layer, layer, a.value(), b.value(), Node.Binary.Operator.ADD)));
  }

  /** Multiplies two maps, or a map and one factor for each channel. */
  FeatureMap multiply(String layer, FeatureMap a, FeatureMap b) {
    return a.as(add(new Node.Binary(layer, layer, a.value(), b.value(), Node.Binary.Operator.MUL)));
  }

  /** Joins the channels of all maps in their order. */
  FeatureMap concat(String layer, List<FeatureMap> maps) {
    FeatureMap first = maps.get(0);
    add(new MoveNode.Concat(layer, layer, maps.stream().map(FeatureMap::value).toList(), 1));
    int channels = maps.stream().mapToInt(FeatureMap::channels).sum();
    return new FeatureMap(layer, channels, first.height(), first.width());
  }

  /** Takes the largest value of each window. */
  FeatureMap maxPool(String layer, FeatureMap x, Window window) {
    return pool(layer, x, Node.Pool.Kind.MAX, window);
  }

  /** Takes the largest value of each window, padded as the layer or the variant requires. */
  FeatureMap maxPool(String layer, FeatureMap x, ConvLayer spec) {
    return maxPool(layer, x, spec.window(x, variant.padding()));
  }

  /** Takes the mean of each window. */
  FeatureMap averagePool(String layer, FeatureMap x, Window window) {
    return pool(layer, x, Node.Pool.Kind.AVERAGE, window);
  }

  private FeatureMap pool(String layer, FeatureMap x, Node.Pool.Kind kind, Window window) {
    add(new Node.Pool(layer, layer, x.value(), kind, window));
    return windowed(layer, window, x.channels(), x);
  }

  /** Takes the mean of each map; the result has the shape [N, channels, 1, 1]. */
  FeatureMap globalPool(String layer, FeatureMap x) {
    add(new Node.ReduceMean(layer, layer, x.value(), List.of(2, 3), true));
    return new FeatureMap(layer, x.channels(), 1, 1);
  }

  /** Resamples a map bilinearly to the size of {@code like}. */
  FeatureMap resize(String layer, FeatureMap x, FeatureMap like, Resampling.Grid grid) {
    int h = like.height();
    int w = like.width();
    add(
        new MoveNode.Resize(
            layer,
            layer,
            x.value(),
            new Extent(h, w),
            Resampling.of(Resampling.Mode.BILINEAR, grid)));
    return new FeatureMap(layer, x.channels(), h, w);
  }

  /**
   * Appends a fully connected layer with bias on all of a map's numbers; the result is [N, out, 1,
   * 1] flattened.
   */
  FeatureMap dense(String layer, FeatureMap x, int out) {
    String flat = layer + "/flat";
    add(new MoveNode.Reshape(flat, flat, x.value(), List.of(0, -1)));
    int in = x.channels() * x.height() * x.width();
    String w = weights.weights(layer + "/weights", Shape.of(out, in), in);
    add(
        new LayerNode.Dense(
            layer, layer, flat, new Filters(w, weights.shifts(layer + "/bias", out))));
    return new FeatureMap(layer, out, 1, 1);
  }

  /** Appends a node and returns the name of the value it writes. */
  String add(Node node) {
    nodes.add(node);
    return node.output();
  }

  /** Returns the finished network. */
  Graph build(String... outputs) {
    Shape image = Shape.of(Shape.DYNAMIC, 3, variant.size(), variant.size());
    return new Graph(name, Map.of("image", image), weights.constants(), nodes, List.of(outputs));
  }
}
