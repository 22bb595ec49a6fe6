package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import java.util.stream.IntStream;

/**
 * Removes nodes that change nothing: identities, empty paddings, transpositions that keep the
 * order. One that names an output of the graph stays.
 */
public final class DropIdentities implements Pass {
  @Override
  public Graph apply(Graph graph) {
    GraphEditor editor = new GraphEditor(graph);
    for (Node node : graph.nodes()) {
      if (changesNothing(node) && !graph.outputs().contains(node.output())) {
        editor.bypass(node.output());
      }
    }
    return editor.toGraph();
  }

  private static boolean changesNothing(Node node) {
    if (node instanceof Node.Activate n) {
      return n.activation().kind() == Activation.Kind.NONE;
    } else if (node instanceof Node.Pad n) {
      return IntStream.range(0, n.before().size())
          .allMatch(i -> n.before().get(i) == 0 && n.after().get(i) == 0);
    } else if (node instanceof Node.Transpose n) {
      return IntStream.range(0, n.permutation().size()).allMatch(i -> n.permutation().get(i) == i);
    }
    return node instanceof Node.Identity;
  }
}
