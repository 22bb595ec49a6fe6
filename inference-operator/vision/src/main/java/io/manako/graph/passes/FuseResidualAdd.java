package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.Node.Binary.Operator;
import io.manako.graph.ShapeInference;
import io.manako.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds a shortcut where the linear convolution before the addition writes its output. */
public final class FuseResidualAdd implements Pass {
  @Override
  public Graph apply(Graph graph) {
    Graph lowered = new LowerConvolutions().apply(graph);
    Map<String, Shape> shapes = ShapeInference.infer(lowered, 1);
    GraphEditor editor = new GraphEditor(lowered);
    for (Node node : lowered.nodes()) {
      if (node instanceof Node.Binary add
          && add.operator() == Operator.ADD
          && shapes.get(add.left()).equals(shapes.get(add.right()))) {
        fuse(editor, add);
      }
    }
    return editor.toGraph();
  }

  private static void fuse(GraphEditor editor, Node.Binary add) {
    FusedConv left = linear(editor, add.left());
    FusedConv right = linear(editor, add.right());
    if (left == null && right == null) {
      return;
    }
    List<Node> order = editor.nodes();
    // Of two branches the one that ends last: the other's value is there by then.
    boolean takeLeft =
        right == null || (left != null && order.indexOf(left) > order.indexOf(right));
    FusedConv conv = takeLeft ? left : right;
    String residual = takeLeft ? add.right() : add.left();
    if (conv != null && editor.constant(residual) == null) {
      editor.replace(add, fused(conv, add.output(), residual), conv);
    }
  }

  private static @Nullable FusedConv linear(GraphEditor editor, String value) {
    FusedConv conv = editor.soleWriter(FusedConv.class, value);
    boolean free =
        conv != null && conv.residual() == null && conv.activation().equals(Activation.NONE);
    return free ? conv : null;
  }

  private static FusedConv fused(FusedConv n, String output, String residual) {
    return new FusedConv(
        n.name(),
        output,
        n.input(),
        n.weights(),
        n.bias(),
        n.window(),
        n.groups(),
        n.activation(),
        residual);
  }
}
