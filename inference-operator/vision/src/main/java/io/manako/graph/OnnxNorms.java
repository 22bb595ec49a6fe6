package io.manako.graph;

import io.manako.graph.operation.PairFunction;
import io.manako.graph.operation.Pairwise;
import io.manako.graph.operation.Standardisation;
import io.manako.graph.operation.TensorOperation;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Turns ONNX's normalisations by a value's own statistics into nodes. */
final class OnnxNorms {
  private final OnnxGraph graph;
  private final OnnxNode n;
  private final Shape x;

  private OnnxNorms(OnnxGraph graph, OnnxNode n) {
    this.graph = graph;
    this.n = n;
    this.x = graph.shape(n.input(0));
  }

  static void add(OnnxGraph graph, OnnxNode n) {
    OnnxNorms norms = new OnnxNorms(graph, n);
    switch (n.type()) {
      case "InstanceNormalization" -> norms.instance();
      case "GroupNormalization" -> norms.group();
      default -> norms.layer();
    }
  }

  private void instance() {
    String value = step("standard", new Standardisation(2, n.real("epsilon", 1e-5f)), n.input(0));
    affine(value, perChannel(n.input(1), x.dim(1)), perChannel(n.input(2), x.dim(1)));
  }

  private void group() {
    int groups = n.integer("num_groups", 0);
    if (groups < 1 || x.dim(1) % groups != 0) {
      throw new IllegalArgumentException(
          "its " + x.dim(1) + " channels are no multiple of " + groups + " groups");
    }
    String grouped =
        reshaped("grouped", n.input(0), Shape.of(x.dim(0), groups, x.size() / x.dim(0) / groups));
    String value = step("standard", new Standardisation(2, n.real("epsilon", 1e-5f)), grouped);
    String back = reshaped("back", value, x);
    // Before opset 21, groups had scales; since then, channels have them.
    int scales = n.opset() < 21 ? groups : x.dim(1);
    affine(back, perChannel(n.input(1), scales), perChannel(n.input(2), scales));
  }

  private void layer() {
    int axis = Axes.axis(x, n.integer("axis", -1));
    String value =
        step("standard", new Standardisation(axis, n.real("epsilon", 1e-5f)), n.input(0));
    String shift = n.optional(2);
    if (shift == null) {
      pair(n.name(), n.output(), PairFunction.MUL, List.of(value, graph.operand(n.input(1))));
    } else {
      affine(value, graph.operand(n.input(1)), graph.operand(shift));
    }
  }

  /** Returns a constant of one number per channel, or per group, as [channels, 1, …]. */
  private String perChannel(String value, int count) {
    Tensor given = graph.weights(value);
    if (given.shape().rank() != 1 || given.shape().dim(0) != count) {
      throw new IllegalArgumentException(value + " of " + given.shape() + " has not " + count);
    }
    int run = x.dim(1) / count;
    float[] all = new float[x.dim(1)];
    IntStream.range(0, all.length).forEach(c -> all[c] = given.data().get(c / run));
    int[] extents = new int[x.rank() - 1];
    Arrays.fill(extents, 1);
    extents[0] = all.length;
    return graph.addConstant(n.output() + "." + value, Tensor.of(Shape.of(extents), all));
  }

  private void affine(String value, String scale, String shift) {
    String name = graph.unique(n.name() + ".scale");
    String scaled = pair(name, n.output() + ".scaled", PairFunction.MUL, List.of(value, scale));
    pair(n.name(), n.output(), PairFunction.ADD, List.of(scaled, shift));
  }

  private String pair(String name, String output, PairFunction function, List<String> inputs) {
    return graph.add(new TensorNode(name, output, inputs, new Pairwise(function)));
  }

  private String step(String what, TensorOperation operation, String input) {
    String name = graph.unique(n.name() + "." + what);
    return graph.add(new TensorNode(name, n.output() + "." + what, List.of(input), operation));
  }

  private String reshaped(String what, String input, Shape target) {
    List<Integer> extents = IntStream.of(target.dims()).boxed().toList();
    String name = graph.unique(n.name() + "." + what);
    return graph.add(new MoveNode.Reshape(name, n.output() + "." + what, input, extents));
  }
}
