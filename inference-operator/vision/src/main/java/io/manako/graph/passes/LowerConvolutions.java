package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.FusedDense;
import io.manako.graph.Graph;
import io.manako.graph.Node;

/**
 * Writes every convolution and every dense layer as its fused kind with nothing fused yet, so that
 * the passes behind it have one kind to look for.
 */
public final class LowerConvolutions implements Pass {
  @Override
  public Graph apply(Graph graph) {
    GraphEditor editor = new GraphEditor(graph);
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Conv n) {
        editor.replace(
            n,
            new FusedConv(
                n.name(),
                n.output(),
                n.input(),
                n.weights(),
                n.bias(),
                n.window(),
                n.groups(),
                Activation.NONE,
                null));
      } else if (node instanceof Node.Dense n) {
        editor.replace(
            n,
            new FusedDense(
                n.name(), n.output(), n.input(), n.weights(), n.bias(), Activation.NONE));
      }
    }
    return editor.toGraph();
  }
}
