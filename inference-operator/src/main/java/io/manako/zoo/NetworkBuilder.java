package io.manako.zoo;

import io.manako.graph.Activation;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Lays layer on layer. Weights are random, uniform with He et al.'s variance of 2 / fan-in, and
 * depend only on the seed and the layer's name; normalisations are near one and zero, so that
 * activations keep their size from layer to layer.
 */
final class NetworkBuilder {
  /** What TensorFlow's and Keras' MobileNets were trained with; torchvision's V3 too. */
  static final float EPSILON = 1e-3f;

  private final String name;
  private final Variant variant;
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  NetworkBuilder(String name, Variant variant) {
    this.name = name;
    this.variant = variant;
  }

  /** The picture: value {@code image} of shape [N, 3, size, size]. */
  FeatureMap image() {
    return new FeatureMap("image", 3, variant.size(), variant.size());
  }

  /** Convolution without bias, batch normalisation, non-linearity. */
  FeatureMap conv(String layer, FeatureMap x, ConvLayer spec) {
    FeatureMap y = window(layer + "/conv", x, spec, false);
    String normal = add(batchNorm(layer + "/bn", y));
    return new FeatureMap(
        activate(layer + "/act", normal, spec.activation()), y.channels(), y.height(), y.width());
  }

  /** Convolution with bias and non-linearity, not normalised. */
  FeatureMap biasedConv(String layer, FeatureMap x, ConvLayer spec) {
    FeatureMap y = window(layer + "/conv", x, spec, true);
    return new FeatureMap(
        activate(layer + "/act", y.value(), spec.activation()),
        y.channels(),
        y.height(),
        y.width());
  }

  private FeatureMap window(String layer, FeatureMap x, ConvLayer spec, boolean biased) {
    Window window = padded(spec, x);
    int groups = spec.depthwise() ? x.channels() : 1;
    int fan = x.channels() / groups * spec.kernel() * spec.kernel();
    Shape shape = Shape.of(spec.out(), x.channels() / groups, spec.kernel(), spec.kernel());
    String weights = random(layer + "/weights", shape, Math.sqrt(6.0 / fan));
    String bias = biased ? random(layer + "/bias", Shape.of(spec.out()), 0.1) : null;
    add(new Node.Conv(layer, layer, x.value(), weights, bias, window, groups));
    return windowed(layer, window, spec.out(), x);
  }

  /** Throws {@link IllegalArgumentException} if the map is smaller than the window. */
  private static FeatureMap windowed(String layer, Window window, int channels, FeatureMap x) {
    int h = window.outputHeight(x.height());
    int w = window.outputWidth(x.width());
    if (h < 1 || w < 1) {
      throw new IllegalArgumentException(
          "the window of %s does not fit into a map of %d×%d; take larger pictures"
              .formatted(layer, x.width(), x.height()));
    }
    return new FeatureMap(layer, channels, h, w);
  }

  private Window padded(ConvLayer spec, FeatureMap x) {
    return switch (variant.padding()) {
      case SAME -> Window.same(spec.kernel(), spec.stride(), x.height(), x.width());
      case SYMMETRIC -> Window.square(spec.kernel(), spec.stride());
    };
  }

  private Node batchNorm(String layer, FeatureMap x) {
    Shape shape = Shape.of(x.channels());
    return new Node.BatchNorm(
        layer,
        layer,
        x.value(),
        random(layer + "/scale", shape, 0.1, 1),
        random(layer + "/shift", shape, 0.1),
        random(layer + "/mean", shape, 0.1),
        random(layer + "/variance", shape, 0.1, 1),
        EPSILON);
  }

  /** A non-linearity of its own; the value itself for none. */
  String activate(String layer, String x, Activation activation) {
    return activation.equals(Activation.NONE)
        ? x
        : add(new Node.Activate(layer, layer, x, activation));
  }

  FeatureMap add(String layer, FeatureMap a, FeatureMap b) {
    return binary(layer, a, b, Node.Binary.Operator.ADD);
  }

  FeatureMap multiply(String layer, FeatureMap a, FeatureMap b) {
    return binary(layer, a, b, Node.Binary.Operator.MUL);
  }

  private FeatureMap binary(String layer, FeatureMap a, FeatureMap b, Node.Binary.Operator op) {
    String y = add(new Node.Binary(layer, layer, a.value(), b.value(), op));
    return new FeatureMap(y, a.channels(), a.height(), a.width());
  }

  /** The mean of each map, of shape [N, channels, 1, 1]. */
  FeatureMap globalPool(String layer, FeatureMap x) {
    String y = add(new Node.ReduceMean(layer, layer, x.value(), List.of(2, 3), true));
    return new FeatureMap(y, x.channels(), 1, 1);
  }

  /** A fully connected layer with bias on a pooled map; [N, out]. */
  String dense(String layer, FeatureMap pooled, int out) {
    String flat =
        add(new Node.Reshape(layer + "/flat", layer + "/flat", pooled.value(), List.of(0, -1)));
    double range = Math.sqrt(6.0 / pooled.channels());
    String weights = random(layer + "/weights", Shape.of(out, pooled.channels()), range);
    String bias = random(layer + "/bias", Shape.of(out), 0.1);
    return add(new Node.Dense(layer, layer, flat, weights, bias));
  }

  /** Appends a node and answers the value it writes. */
  String add(Node node) {
    nodes.add(node);
    return node.output();
  }

  /** The finished network. */
  Graph build(String... outputs) {
    Shape image = Shape.of(Shape.DYNAMIC, 3, variant.size(), variant.size());
    return new Graph(name, Map.of("image", image), constants, nodes, List.of(outputs));
  }

  private String random(String constant, Shape shape, double range) {
    return random(constant, shape, range, 0);
  }

  private String random(String constant, Shape shape, double range, double centre) {
    long seed = variant.seed() * 31 + constant.hashCode();
    constants.put(constant, Tensor.lazy(shape, () -> uniform(seed, shape.size(), range, centre)));
    return constant;
  }

  private static float[] uniform(long seed, int n, double range, double centre) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] data = new float[n];
    for (int i = 0; i < n; i++) {
      data[i] = (float) (centre + range * (2 * random.nextDouble() - 1));
    }
    return data;
  }
}
