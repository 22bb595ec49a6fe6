package io.manako.graph.passes;

import io.manako.graph.Graph;
import io.manako.graph.Node;
import java.util.List;

/**
 * Joins two transpositions into one, and drops it where they undo each other: what converters from
 * TensorFlow leave between NHWC and NCHW.
 */
public final class CancelTransposes implements Pass {
  @Override
  public Graph apply(Graph graph) {
    GraphEditor editor = new GraphEditor(graph);
    for (Node node : graph.nodes()) {
      Node second = editor.writer(node.output());
      if (second instanceof Node.Transpose after
          && editor.writer(after.input()) instanceof Node.Transpose before) {
        List<Integer> joined =
            after.permutation().stream().map(axis -> before.permutation().get(axis)).toList();
        editor.replace(
            after, new Node.Transpose(after.name(), after.output(), before.input(), joined));
        if (editor.reads(before.output()) == 0) {
          editor.remove(before);
        }
      }
    }
    return new DropIdentities().apply(editor.toGraph());
  }
}
