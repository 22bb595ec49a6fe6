package io.manako.graph.passes;

import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.Node.Binary.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins mean, two pointwise convolutions and the multiplication with their input into one gate. */
public final class FuseSqueezeExcite implements Pass {
  @Override
  public Graph apply(Graph graph) {
    GraphEditor editor = new GraphEditor(new LowerConvolutions().apply(graph));
    for (Node node : editor.nodes()) {
      if (node instanceof Node.Binary mul && mul.operator() == Operator.MUL) {
        if (!fuse(editor, mul, mul.left(), mul.right())) {
          fuse(editor, mul, mul.right(), mul.left());
        }
      }
    }
    return editor.toGraph();
  }

  private static boolean fuse(GraphEditor editor, Node.Binary mul, String x, String gate) {
    FusedConv excite = pointwise(editor, gate);
    FusedConv squeeze = excite == null ? null : pointwise(editor, excite.input());
    Node.ReduceMean mean =
        squeeze == null ? null : editor.soleWriter(Node.ReduceMean.class, squeeze.input());
    if (excite == null || squeeze == null || mean == null || !isGlobalMeanOf(mean, x)) {
      return false;
    }
    SqueezeExcite fused = new SqueezeExcite(mul.name(), mul.output(), x, squeeze, excite);
    editor.replace(mul, fused, mean, squeeze, excite);
    return true;
  }

  private static @Nullable FusedConv pointwise(GraphEditor editor, String value) {
    FusedConv conv = editor.soleWriter(FusedConv.class, value);
    return conv != null && conv.isPointwise() && conv.residual() == null ? conv : null;
  }

  private static boolean isGlobalMeanOf(Node.ReduceMean mean, String x) {
    return mean.input().equals(x) && mean.keepDims() && mean.axes().equals(List.of(2, 3));
  }
}
