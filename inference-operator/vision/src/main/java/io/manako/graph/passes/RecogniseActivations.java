package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.Node.Binary.Operator;
import io.manako.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the non-linearities that exporters spell out: relu6(x + 3) / 6 and relu6(x + 3) · ⅙ as hard
 * sigmoid, x · hard sigmoid(x) and x · relu6(x + 3) / 6 as hard swish, x · sigmoid(x) as swish.
 */
public final class RecogniseActivations implements Pass {
  private static final float SIXTH = 1 / 6f;

  @Override
  public Graph apply(Graph graph) {
    GraphEditor editor = new GraphEditor(graph);
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Binary binary && editor.contains(binary)) {
        Node found = recognise(editor, binary);
        if (found != null) {
          editor.replace(binary, found);
          dropUnread(editor, binary);
        }
      }
    }
    return editor.toGraph();
  }

  private static @Nullable Node recognise(GraphEditor editor, Node.Binary n) {
    String shifted = scaledRelu6(editor, n);
    if (shifted != null) {
      return activate(n, shifted, Activation.HARD_SIGMOID);
    }
    if (n.operator() == Operator.DIV && isScalar(editor, n.right(), 6)) {
      String x = selfTimesRelu6(editor, n.left());
      return x == null ? null : activate(n, x, Activation.HARD_SWISH);
    }
    if (n.operator() != Operator.MUL) {
      return null;
    }
    if (isScalar(editor, n.right(), SIXTH)) {
      String x = selfTimesRelu6(editor, n.left());
      return x == null ? null : activate(n, x, Activation.HARD_SWISH);
    }
    Node swish = selfGated(editor, n, n.left(), n.right());
    return swish != null ? swish : selfGated(editor, n, n.right(), n.left());
  }

  /** x of relu6(x + 3) · ⅙ or relu6(x + 3) / 6, else null. */
  private static @Nullable String scaledRelu6(GraphEditor editor, Node.Binary n) {
    if (n.operator() == Operator.DIV && isScalar(editor, n.right(), 6)) {
      return shiftedRelu6(editor, n.left());
    } else if (n.operator() == Operator.MUL && isScalar(editor, n.right(), SIXTH)) {
      return shiftedRelu6(editor, n.left());
    } else if (n.operator() == Operator.MUL && isScalar(editor, n.left(), SIXTH)) {
      return shiftedRelu6(editor, n.right());
    }
    return null;
  }

  /** x if the value is relu6(x + 3), else null. */
  private static @Nullable String shiftedRelu6(GraphEditor editor, String value) {
    if (editor.writer(value) instanceof Node.Activate clip
        && clip.activation().equals(Activation.RELU6)
        && editor.writer(clip.input()) instanceof Node.Binary add
        && add.operator() == Operator.ADD) {
      if (isScalar(editor, add.right(), 3)) {
        return add.left();
      } else if (isScalar(editor, add.left(), 3)) {
        return add.right();
      }
    }
    return null;
  }

  /** x if the value is x · relu6(x + 3) in either order, else null. */
  private static @Nullable String selfTimesRelu6(GraphEditor editor, String value) {
    if (editor.writer(value) instanceof Node.Binary mul && mul.operator() == Operator.MUL) {
      if (mul.left().equals(shiftedRelu6(editor, mul.right()))) {
        return mul.left();
      } else if (mul.right().equals(shiftedRelu6(editor, mul.left()))) {
        return mul.right();
      }
    }
    return null;
  }

  private static @Nullable Node selfGated(
      GraphEditor editor, Node.Binary n, String x, String gate) {
    if (editor.writer(gate) instanceof Node.Activate a && a.input().equals(x)) {
      return switch (a.activation().kind()) {
        case HARD_SIGMOID -> activate(n, x, Activation.HARD_SWISH);
        case SIGMOID -> activate(n, x, Activation.SWISH);
        default -> null;
      };
    }
    return null;
  }

  private static Node activate(Node n, String x, Activation activation) {
    return new Node.Activate(n.name(), n.output(), x, activation);
  }

  /** Removes a chain of operations that only the replaced node read. */
  private static void dropUnread(GraphEditor editor, Node gone) {
    for (String value : gone.inputs()) {
      Node writer = editor.writer(value);
      if (writer != null && editor.reads(value) == 0) {
        editor.remove(writer);
        dropUnread(editor, writer);
      }
    }
  }

  private static boolean isScalar(GraphEditor editor, String value, float expected) {
    Tensor t = editor.constant(value);
    // Exporters round ⅙ differently.
    return t != null
        && t.shape().size() == 1
        && Math.abs(t.data().get(0) - expected) <= 1e-6f * expected;
  }
}
