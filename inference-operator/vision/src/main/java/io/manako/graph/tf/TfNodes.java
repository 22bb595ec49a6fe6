package io.manako.graph.tf;

import io.manako.graph.Filters;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The nodes and constants of a network that is being built; values are transposed as the nodes
 * require.
 */
final class TfNodes {
  /** Order of a planar value's axes. */
  static final List<Integer> TO_PLANAR = List.of(0, 3, 1, 2);

  private static final List<Integer> FROM_PLANAR = List.of(0, 2, 3, 1);

  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  void add(Node node) {
    nodes.add(node);
  }

  Graph toGraph(String network, Map<String, Shape> inputs, List<String> outputs) {
    return new Graph(network, inputs, constants, nodes, outputs);
  }

  /** Adds the weights [out, …] and the bias of a layer, in ONNX's order of axes. */
  Filters filters(String name, TfFilters filters) {
    return filters(name, filters, filters.weights().shape().dim(0));
  }

  /** Adds the weights [in, out, …] and the bias of a transposed convolution. */
  Filters transposedFilters(String name, TfFilters filters) {
    return filters(name, filters, filters.weights().shape().dim(1));
  }

  private Filters filters(String name, TfFilters filters, int out) {
    String weights = constant(name + "/weights", filters.weights());
    Tensor bias = filters.bias();
    if (bias == null) {
      return Filters.of(weights);
    }
    if (!bias.shape().equals(Shape.of(out))) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "%s: a bias of shape %s does not fit weights for %d channels",
              name,
              bias.shape(),
              out));
    }
    return new Filters(weights, constant(name + "/bias", bias));
  }

  /** Returns a value as [batch, channels, rows, columns]. */
  TfValue planar(TfValue x) {
    if (x.planar()) {
      return x;
    }
    if (x.shape().rank() != 4) {
      throw new MalformedModelException(
          x.name() + " has shape " + x.shape() + " where maps (four axes) are needed");
    }
    return turn(x, "/planar", TO_PLANAR);
  }

  /** Returns a value in TensorFlow's order of axes. */
  TfValue plain(TfValue x) {
    return x.planar() ? turn(x, "/plain", FROM_PLANAR) : x;
  }

  private TfValue turn(TfValue x, String suffix, List<Integer> permutation) {
    String name = x.name() + suffix;
    TfValue turned = new TfValue(name, x.shape(), !x.planar());
    if (nodes.stream().noneMatch(n -> n.name().equals(name))) {
      nodes.add(new MoveNode.Transpose(name, name, x.name(), permutation));
    }
    return turned;
  }

  /** Adds a constant and returns its name. */
  String constant(String name, Tensor tensor) {
    constants.put(name, tensor);
    return name;
  }
}
