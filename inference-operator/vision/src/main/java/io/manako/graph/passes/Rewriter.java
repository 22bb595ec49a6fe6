package io.manako.graph.passes;

import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.ShapeInference;
import java.util.Map;

/** Applies a rule once to each node of a graph, in their order. */
final class Rewriter {
  private Rewriter() {}

  /** Returns the rewritten graph, or the same one if the rule fits nowhere. */
  static <N extends Node> Graph sweep(Graph graph, Rule<N> rule) {
    if (graph.nodes().stream().noneMatch(rule.kind()::isInstance)) {
      return graph;
    }
    GraphEditor editor =
        new GraphEditor(graph, rule.readsShapes() ? ShapeInference.infer(graph, 1) : Map.of());
    for (Node original : graph.nodes()) {
      // An earlier replacement may have changed or removed the node.
      Node node = editor.writer(original.output());
      Node replacement =
          rule.kind().isInstance(node) ? rule.replacement(rule.kind().cast(node), editor) : null;
      if (node != null && replacement != null) {
        editor.replace(node, replacement);
      }
    }
    return editor.toGraph();
  }
}
