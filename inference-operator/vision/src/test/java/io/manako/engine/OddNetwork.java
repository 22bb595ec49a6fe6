package io.manako.engine;

import io.manako.graph.Activation;
import io.manako.graph.Border;
import io.manako.graph.Extent;
import io.manako.graph.Filters;
import io.manako.graph.Graph;
import io.manako.graph.LayerNode;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.Resampling;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Networks of what MobileNets do not have: odd channel counts, groups, dilation, pools, joins. */
final class OddNetwork {
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(11);

  private OddNetwork() {}

  /** Input [N, 3, 31, 29]; outputs of rank 4, 3 and 2. */
  static Graph graph() {
    OddNetwork net = new OddNetwork();
    net.conv("stem", "image", new int[] {10, 3, 5, 5}, net.window(5, 2, 1), 1);
    net.conv("dilated", "stem", new int[] {12, 10, 3, 3}, net.window(3, 1, 2), 1);
    net.conv("grouped", "dilated", new int[] {24, 3, 3, 3}, net.window(3, 1, 1), 4);
    net.conv("multiplied", "dilated", new int[] {24, 1, 3, 3}, net.window(3, 1, 1), 12);
    net.nodes.add(new Node.Binary("sum", "sum", "grouped", "multiplied", Node.Binary.Operator.ADD));
    net.nodes.add(new Node.Activate("leaky", "leaky", "sum", Activation.leakyRelu(0.1f)));
    net.nodes.add(new Node.Pool("max", "max", "leaky", Node.Pool.Kind.MAX, Window.square(3, 2)));
    net.nodes.add(
        new Node.Pool("mean", "mean", "leaky", Node.Pool.Kind.AVERAGE, Window.square(3, 2)));
    net.nodes.add(
        new Node.Pool(
            "padded", "padded", "leaky", Node.Pool.Kind.AVERAGE_WITH_PADDING, Window.square(3, 2)));
    net.nodes.add(new MoveNode.Concat("joined", "joined", List.of("max", "mean", "padded"), 1));
    net.conv("odd", "joined", new int[] {9, 72, 1, 1}, net.window(1, 1, 1), 1);
    net.nodes.add(new MoveNode.Concat("again", "again", List.of("odd", "odd"), 1));
    net.conv("strided", "again", new int[] {18, 1, 7, 7}, net.window(7, 3, 1), 18);
    net.nodes.add(new Node.Activate("swish", "swish", "strided", Activation.SWISH));
    net.nodes.add(new MoveNode.Transpose("last", "last", "swish", List.of(0, 2, 3, 1)));
    net.nodes.add(new MoveNode.Reshape("rows", "rows", "last", List.of(0, -1, 9)));
    net.nodes.add(new Node.Softmax("soft", "soft", "rows", -1));
    net.nodes.add(new Node.ReduceMean("pooled", "pooled", "swish", List.of(2, 3), false));
    net.dense("dense", "pooled", 5, 18);
    net.nodes.add(
        new MoveNode.Slice("slice", "slice", "soft", 1, new MoveNode.Slice.Range(1, 6, 2)));
    return net.build(List.of("again", "slice", "dense"));
  }

  /**
   * What classifiers before MobileNet, detectors and segmenters have beside convolutions: response
   * normalisation, transposed convolution, every resampling, normalisation of what is joined.
   */
  static Graph maps() {
    OddNetwork net = new OddNetwork();
    net.conv("stem", "image", new int[] {10, 3, 3, 3}, net.window(3, 2, 1), 1);
    net.nodes.add(
        new Node.LocalResponseNorm(
            "local", "local", "stem", 5, new Node.LocalResponseNorm.Coefficients(0.5f, 0.75f, 2)));
    net.nodes.add(
        new Node.LocalResponseNorm(
            "length",
            "length",
            "stem",
            19,
            new Node.LocalResponseNorm.Coefficients(19, 0.5f, 1e-12f)));
    net.nodes.add(new MoveNode.Concat("joined", "joined", List.of("local", "length"), 1));
    net.batchNorm("normal", "joined", 20);
    net.nodes.add(new Node.Activate("relu", "relu", "normal", Activation.RELU));
    Window rounded = Window.padded(2, 2, 1, 0).rounded(16, 15);
    net.nodes.add(new Node.Pool("max", "max", "relu", Node.Pool.Kind.MAX, rounded));
    net.transposed("double", "max", new int[] {20, 12, 2, 2}, Window.padded(2, 2, 1, 0));
    net.transposed("odd", "max", new int[] {20, 5, 3, 3}, Window.padded(3, 2, 1, 1));
    net.batchNorm("odd-normal", "odd", 5);
    Window dilated =
        new Window(new Extent(2, 3), new Extent(3, 1), new Extent(2, 1), new Border(0, 1, 2, 2));
    net.transposed("uneven", "max", new int[] {20, 4, 2, 3}, dilated);
    List<String> outputs = new ArrayList<>(List.of("double", "odd-normal", "uneven"));
    for (Resampling.Mode mode : Resampling.Mode.values()) {
      for (Resampling.Grid grid : Resampling.Grid.values()) {
        String name = mode + "/" + grid;
        net.nodes.add(
            new MoveNode.Resize(name, name, "max", new Extent(13, 21), Resampling.of(mode, grid)));
        outputs.add(name);
      }
    }
    return net.build(outputs);
  }

  private void batchNorm(String name, String input, int channels) {
    for (String constant : List.of("scale", "shift", "mean")) {
      constant(name + "/" + constant, channels);
    }
    float[] ones = new float[channels];
    Arrays.fill(ones, 1.5f);
    constants.put(name + "/variance", Tensor.of(Shape.of(channels), ones));
    nodes.add(
        new Node.BatchNorm(
            name,
            name,
            input,
            new Node.BatchNorm.Parameters(
                name + "/scale", name + "/shift", name + "/mean", name + "/variance"),
            1e-5f));
  }

  private void transposed(String name, String input, int[] weights, Window window) {
    constant(name + "/w", weights);
    constant(name + "/b", weights[1]);
    nodes.add(
        new LayerNode.TransposedConv(
            name, name, input, new Filters(name + "/w", name + "/b"), window, 1));
  }

  /** A pointwise and a depthwise convolution, each with an activation behind it. */
  static Graph activated(Activation activation) {
    OddNetwork net = new OddNetwork();
    net.conv("stem", "image", new int[] {8, 3, 3, 3}, net.window(3, 1, 1), 1);
    net.nodes.add(new Node.Activate("a", "a", "stem", activation));
    net.conv("expand", "a", new int[] {20, 8, 1, 1}, net.window(1, 1, 1), 1);
    net.nodes.add(new Node.Activate("b", "b", "expand", activation));
    net.conv("depthwise", "b", new int[] {20, 1, 3, 3}, net.window(3, 1, 1), 20);
    net.nodes.add(new Node.Activate("c", "c", "depthwise", activation));
    net.conv("project", "c", new int[] {8, 20, 1, 1}, net.window(1, 1, 1), 1);
    net.nodes.add(new Node.Binary("sum", "sum", "project", "a", Node.Binary.Operator.ADD));
    net.nodes.add(new Node.Activate("d", "d", "sum", activation));
    return net.build(List.of("d"));
  }

  private Graph build(List<String> outputs) {
    return new Graph("odd", Map.of("image", Shape.of(-1, 3, 31, 29)), constants, nodes, outputs);
  }

  private Window window(int kernel, int stride, int dilation) {
    int p = dilation * (kernel - 1) / 2;
    return Window.padded(kernel, stride, dilation, p);
  }

  private void conv(String name, String input, int[] weights, Window window, int groups) {
    constant(name + "/w", weights);
    constant(name + "/b", weights[0]);
    nodes.add(
        new LayerNode.Conv(
            name, name, input, new Filters(name + "/w", name + "/b"), window, groups));
  }

  private void dense(String name, String input, int outputs, int inputs) {
    constant(name + "/w", outputs, inputs);
    constant(name + "/b", outputs);
    nodes.add(new LayerNode.Dense(name, name, input, new Filters(name + "/w", name + "/b")));
  }

  private void constant(String name, int... extents) {
    Shape shape = Shape.of(extents);
    float[] values = new float[shape.size()];
    double scale = 1.5 / Math.sqrt(Math.max(1, shape.size() / extents[0]));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((random.nextDouble() * 2 - 1) * scale);
    }
    constants.put(name, Tensor.of(shape, values));
  }
}
