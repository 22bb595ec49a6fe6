package io.manako.graph.tfjs;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.tf.TfGraphBuilder;
import io.manako.graph.tf.TfValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** TensorFlow.js' graph format: a frozen TensorFlow graph as JSON. */
final class GraphFormat {
  private final Map<String, TfNode> nodes = new LinkedHashMap<>();
  private final TfjsWeights weights;
  private final TfGraphBuilder builder;

  GraphFormat(JsonNode topology, TfjsWeights weights, TfGraphBuilder builder) {
    for (JsonNode json : topology.path("node")) {
      TfNode node = TfNode.of(json);
      nodes.put(node.name(), node);
    }
    this.weights = weights;
    this.builder = builder;
  }

  Graph read(TfjsSelection selection) {
    String input = selection.input() == null ? placeholder() : selection.input();
    Map<String, String> outputs =
        selection.outputs().isEmpty() ? ends() : new LinkedHashMap<>(selection.outputs());
    GraphOperations operations = new GraphOperations(weights, builder);
    operations.values().put(input, builder.input());
    for (TfNode node : ordered(input, outputs.values())) {
      operations.add(node);
    }
    Map<String, TfValue> values = new LinkedHashMap<>();
    outputs.forEach((name, tensor) -> values.put(name, operations.value(tensor)));
    return builder.graph(values);
  }

  private String placeholder() {
    List<String> all =
        nodes.values().stream()
            .filter(n -> n.op().equals("Placeholder"))
            .map(TfNode::name)
            .toList();
    if (all.size() != 1) {
      throw new MalformedModelException(
          "the model has the inputs " + all + "; one is needed: name the tensor to start from");
    }
    return all.get(0);
  }

  /** Returns the operations, constants left out, that no other one reads, by names of outputs. */
  private Map<String, String> ends() {
    Set<String> ends = new LinkedHashSet<>();
    nodes.values().stream().filter(n -> !n.op().equals("Const")).forEach(n -> ends.add(n.name()));
    nodes.values().forEach(n -> n.inputs().forEach(ends::remove));
    Map<String, String> outputs = new LinkedHashMap<>();
    ends.forEach(name -> outputs.put("output" + outputs.size(), name));
    return outputs;
  }

  /**
   * Returns the operations that the outputs need, each after those that it reads. An explicit stack
   * avoids deep recursion.
   */
  private List<TfNode> ordered(String input, Iterable<String> outputs) {
    List<TfNode> order = new ArrayList<>();
    Set<String> done = new HashSet<>(Set.of(input));
    Set<String> open = new HashSet<>();
    Deque<String> stack = new ArrayDeque<>();
    outputs.forEach(stack::push);
    while (!stack.isEmpty()) {
      String name = stack.peek();
      if (done.contains(name)) {
        stack.pop();
      } else if (open.remove(name)) {
        stack.pop();
        done.add(name);
        order.add(node(name));
      } else {
        open.add(name);
        visit(node(name), done, open, stack);
      }
    }
    return order;
  }

  private static void visit(TfNode node, Set<String> done, Set<String> open, Deque<String> stack) {
    for (String read : node.inputs()) {
      if (open.contains(read)) {
        throw new MalformedModelException(
            "%s %s is part of a loop: choose an input behind the loop"
                .formatted(node.op(), node.name()));
      }
      if (!done.contains(read)) {
        stack.push(read);
      }
    }
  }

  private TfNode node(String name) {
    TfNode node = nodes.get(name);
    if (node == null) {
      throw new MalformedModelException("the model has no tensor " + name);
    }
    return node;
  }
}
