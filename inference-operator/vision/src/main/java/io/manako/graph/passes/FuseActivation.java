package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.FusedDense;
import io.manako.graph.Graph;
import io.manako.graph.Node;

/**
 * Applies a non-linearity where the layer before it writes its output. A second one is joined where
 * both only cut off.
 */
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
    Activation after = conv != null ? conv.activation() : dense != null ? dense.activation() : null;
    Activation joined = after == null ? null : after.then(act.activation());
    if (joined == null) {
      return;
    }
    if (conv != null) {
      FusedConv fused =
          new FusedConv(
              conv.name(),
              act.output(),
              conv.input(),
              conv.weights(),
              conv.bias(),
              conv.window(),
              conv.groups(),
              joined,
              conv.residual());
      editor.replace(act, fused, conv);
    } else if (dense != null) {
      FusedDense fused =
          new FusedDense(
              dense.name(), act.output(), dense.input(), dense.weights(), dense.bias(), joined);
      editor.replace(act, fused, dense);
    }
  }
}
