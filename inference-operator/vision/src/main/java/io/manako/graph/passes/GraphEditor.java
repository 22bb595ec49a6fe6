package io.manako.graph.passes;

import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A graph under change, with an index of who writes and who reads each value. */
final class GraphEditor {
  private final Graph graph;
  private final Map<String, Tensor> constants;
  // By the value that a node writes: replacing an entry keeps its place in the order.
  private final Map<String, Node> writers = new LinkedHashMap<>();
  private final Map<String, List<Node>> readers = new HashMap<>();
  private boolean changed;

  GraphEditor(Graph graph) {
    this.graph = graph;
    this.constants = new LinkedHashMap<>(graph.constants());
    graph.nodes().forEach(this::put);
  }

  /** The nodes as they are now, in order; safe against changes on the way. */
  List<Node> nodes() {
    return List.copyOf(writers.values());
  }

  /** Whether the node has not been replaced or removed. */
  boolean contains(Node node) {
    return writers.get(node.output()) == node;
  }

  /** Who writes the value, or null for an input or a constant. */
  @Nullable Node writer(String value) {
    return writers.get(value);
  }

  /** Who writes the value if it is of that kind and nobody but one node reads the value. */
  <T extends Node> @Nullable T soleWriter(Class<T> kind, String value) {
    Node node = writers.get(value);
    return kind.isInstance(node) && reads(value) == 1 ? kind.cast(node) : null;
  }

  /** How often a value is read, an output of the graph counting as once more. */
  int reads(String value) {
    int outputs = graph.outputs().contains(value) ? 1 : 0;
    return readers.getOrDefault(value, List.of()).size() + outputs;
  }

  @Nullable Tensor constant(String value) {
    return constants.get(value);
  }

  /** Adds a constant under that name or, if it is taken, one like it. */
  String addConstant(String name, Tensor tensor) {
    String free = name;
    for (int i = 2; constants.containsKey(free) || writers.containsKey(free); i++) {
      free = name + "." + i;
    }
    constants.put(free, tensor);
    return free;
  }

  /** Puts a node in the place of one that writes the same value, and removes others. */
  void replace(Node old, Node replacement, Node... swallowed) {
    for (Node node : swallowed) {
      remove(node);
    }
    forget(old);
    put(replacement);
    changed = true;
  }

  /** Removes a node whose value nobody reads any more. */
  void remove(Node node) {
    forget(node);
    writers.remove(node.output());
    changed = true;
  }

  /** Removes the writer of a value; who read the value reads the writer's first input instead. */
  void bypass(String value) {
    Node node = writers.get(value);
    if (node == null) {
      throw new IllegalArgumentException("no node writes " + value);
    }
    String input = node.inputs().get(0);
    for (Node reader : new HashSet<>(readers.getOrDefault(value, List.of()))) {
      replace(reader, Renaming.inputs(reader, v -> v.equals(value) ? input : v));
    }
    remove(node);
  }

  private void put(Node node) {
    writers.put(node.output(), node);
    node.inputs().forEach(v -> readers.computeIfAbsent(v, k -> new ArrayList<>()).add(node));
  }

  private void forget(Node node) {
    node.inputs().forEach(v -> readers.get(v).remove(node));
  }

  /** The graph as it is now, without the constants that nobody reads any more. */
  Graph toGraph() {
    if (!changed) {
      return graph;
    }
    Set<String> read = new HashSet<>(graph.outputs());
    writers.values().forEach(node -> read.addAll(node.inputs()));
    constants.keySet().retainAll(read);
    return new Graph(graph.name(), graph.inputs(), constants, nodes(), graph.outputs());
  }
}
