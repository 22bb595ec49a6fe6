package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.FusedDense;
import io.manako.graph.Graph;
import io.manako.graph.Node;

/** Applies a non-linearity where the layer before it writes its output. */
public final class FuseActivation implements Pass {
  @Override
  public Graph apply(Graph graph) {
    GraphEditor editor = new GraphEditor(new LowerConvolutions().apply(graph));
    for (Node node : editor.nodes()) {
      if (node instanceof Node.Activate activate) {
        fuse(editor, activate);
      }
    }
    return editor.toGraph();
  }

  private static void fuse(GraphEditor editor, Node.Activate act) {
    FusedConv conv = editor.soleWriter(FusedConv.class, act.input());
    FusedDense dense = editor.soleWriter(FusedDense.class, act.input());
    if (conv != null && conv.activation().equals(Activation.NONE)) {
      FusedConv fused =
          new FusedConv(
              conv.name(),
              act.output(),
              conv.input(),
              conv.weights(),
              conv.bias(),
              conv.window(),
              conv.groups(),
              act.activation(),
              conv.residual());
      editor.replace(act, fused, conv);
    } else if (dense != null && dense.activation().equals(Activation.NONE)) {
      FusedDense fused =
          new FusedDense(
              dense.name(),
              act.output(),
              dense.input(),
              dense.weights(),
              dense.bias(),
              act.activation());
      editor.replace(act, fused, dense);
    }
  }
}
