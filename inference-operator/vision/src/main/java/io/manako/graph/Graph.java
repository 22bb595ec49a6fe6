package io.manako.graph;

import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network: named inputs and constants, and nodes in an order in which every value is written
 * before it is read. Graphs are immutable; passes create new ones.
 *
 * @param name name of the network
 * @param inputs shapes by name; the first extent is usually {@link Shape#DYNAMIC}
 * @param constants weights by name; the buffers must not be written
 * @param nodes operations in topological order
 * @param outputs names of the values that the network returns
 */
public record Graph(
    String name,
    Map<String, Shape> inputs,
    Map<String, Tensor> constants,
    List<Node> nodes,
    List<String> outputs) {

  /**
   * Checks that every value is written once, before it is read, and that every node has its own
   * name; throws {@link IllegalArgumentException} naming the node or the output otherwise.
   */
  public Graph {
    // LinkedHashMap, because a written file keeps the order of inputs and constants.
    inputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    constants = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    check(inputs, constants, nodes, outputs);
  }

  private static void check(
      Map<String, Shape> inputs,
      Map<String, Tensor> constants,
      List<Node> nodes,
      List<String> outputs) {
    Set<String> known = new HashSet<>(inputs.keySet());
    known.addAll(constants.keySet());
    Set<String> names = new HashSet<>();
    for (Node node : nodes) {
      for (String value : node.inputs()) {
        if (!known.contains(value)) {
          throw new IllegalArgumentException(
              "node " + node.name() + " reads " + value + ", which nothing has written before");
        }
      }
      if (!known.add(node.output())) {
        throw new IllegalArgumentException(
            "node " + node.name() + " writes " + node.output() + " a second time");
      }
      if (!names.add(node.name())) {
        throw new IllegalArgumentException("two nodes are named " + node.name());
      }
    }
    for (String value : outputs) {
      if (!known.contains(value)) {
        throw new IllegalArgumentException("output " + value + " is written by no node");
      }
    }
  }
}
