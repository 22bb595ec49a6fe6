package io.manako.graph.passes;

import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.Graph;
import io.manako.graph.MoveNode.Identity;
import io.manako.graph.Node;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A graph that is being rewritten, with an index of the writer and the readers of each value. */
final class GraphEditor {
  private final Graph graph;
  private final Map<String, Shape> shapes;
  private final Map<String, Tensor> constants;
  // Nodes by the value that they write; replacing an entry keeps its place in the order.
  private final Map<String, Node> writers = new LinkedHashMap<>();
  // Nodes that a rule put right before the writer of a value, by that value.
  private final Map<String, Node> leaders = new HashMap<>();
  private final Map<String, List<Node>> readers = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private boolean changed;

  /**
   * Begins with the unchanged graph.
   *
   * @param shapes shapes of all values by name; empty if the rule does not read shapes
   */
  GraphEditor(Graph graph, Map<String, Shape> shapes) {
    this.graph = graph;
    this.shapes = shapes;
    this.constants = new LinkedHashMap<>(graph.constants());
    for (Node node : graph.nodes()) {
      places.put(node.output(), places.size());
      put(node);
    }
  }

  /** Returns the node that writes the value, or null for an input or a constant. */
  @Nullable Node writer(String value) {
    return writers.get(value);
  }

  /**
   * Returns the node that writes the value if it is of that kind and the value has one reader, else
   * null.
   */
  <T extends Node> @Nullable T soleWriter(Class<T> kind, String value) {
    Node node = writers.get(value);
    return kind.isInstance(node) && reads(value) == 1 ? kind.cast(node) : null;
  }

  /**
   * Returns the node that writes the value if it is a pointwise convolution without a shortcut and
   * the value has one reader, else null.
   */
  @Nullable FusedConv solePointwise(String value) {
    FusedConv conv = soleWriter(FusedConv.class, value);
    return conv != null && conv.isPointwise() && !conv.addsResidual() ? conv : null;
  }

  /** Returns whether the value is an output of the graph. */
  boolean isOutput(String value) {
    return graph.outputs().contains(value);
  }

  /** Returns whether the writer of a value comes after the writer of another one. */
  boolean isLater(String value, String other) {
    return places.getOrDefault(value, -1) > places.getOrDefault(other, -1);
  }

  /** Returns the shape of a value for one picture. */
  Shape shape(String value) {
    Shape shape = shapes.get(value);
    if (shape == null) {
      throw new IllegalArgumentException("no shape is known of value " + value);
    }
    return shape;
  }

  @Nullable Tensor constant(String value) {
    return constants.get(value);
  }

  /**
   * Returns the numbers of a layer's weights; throws {@link IllegalArgumentException} if they are
   * not constant.
   */
  Tensor weights(String name) {
    Tensor w = constants.get(name);
    if (w == null) {
      throw new IllegalArgumentException("weights " + name + " are no constant of the graph");
    }
    return w;
  }

  /**
   * Adds a constant under the given name or, if it is taken, a similar one, and returns its name.
   */
  String addConstant(String name, Tensor tensor) {
    String free = name;
    for (int i = 2; constants.containsKey(free) || writers.containsKey(free); i++) {
      free = name + "." + i;
    }
    constants.put(free, tensor);
    return free;
  }

  /** Puts a node right before another one, which will read its value. */
  void lead(Node follower, Node leader) {
    leaders.put(follower.output(), leader);
    index(leader);
    changed = true;
  }

  /**
   * Puts a node in the place of one that writes the same value, and removes the nodes that then
   * have no reader.
   */
  void replace(Node old, Node replacement) {
    forget(old);
    if (replacement instanceof Identity alias) {
      bypass(alias);
    } else {
      put(replacement);
    }
    changed = true;
    dropUnread(old, replacement.inputs());
  }

  private void bypass(Identity alias) {
    String value = alias.output();
    writers.remove(value);
    for (Node reader : new HashSet<>(readers.getOrDefault(value, List.of()))) {
      forget(reader);
      put(reader.withInputs(v -> v.equals(value) ? alias.input() : v));
    }
  }

  private void dropUnread(Node gone, List<String> kept) {
    for (String value : gone.inputs()) {
      Node writer = writers.get(value);
      if (writer != null && reads(value) == 0 && !kept.contains(value)) {
        forget(writer);
        writers.remove(value);
        dropUnread(writer, kept);
      }
    }
  }

  /** Returns how often a value is read; being an output of the graph counts as one more. */
  private int reads(String value) {
    return readers.getOrDefault(value, List.of()).size() + (isOutput(value) ? 1 : 0);
  }

  private void put(Node node) {
    writers.put(node.output(), node);
    index(node);
  }

  private void index(Node node) {
    node.inputs().forEach(v -> readers.computeIfAbsent(v, k -> new ArrayList<>()).add(node));
  }

  private void forget(Node node) {
    node.inputs().forEach(v -> readers.get(v).remove(node));
  }

  /** Returns the current graph, without the constants that nothing reads any more. */
  Graph toGraph() {
    if (!changed) {
      return graph;
    }
    List<Node> nodes = new ArrayList<>();
    writers.forEach(
        (value, node) -> {
          if (leaders.containsKey(value)) {
            nodes.add(leaders.get(value));
          }
          nodes.add(node);
        });
    Set<String> read = new HashSet<>(graph.outputs());
    nodes.forEach(node -> read.addAll(node.inputs()));
    constants.keySet().retainAll(read);
    return new Graph(graph.name(), graph.inputs(), constants, nodes, graph.outputs());
  }
}
