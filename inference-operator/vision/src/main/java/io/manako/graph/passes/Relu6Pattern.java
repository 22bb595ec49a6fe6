package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.Node.Activate;
import io.manako.graph.Node.Binary;
import io.manako.graph.Node.Binary.Operator;
import io.manako.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Recognises relu6(x + 3) and its sixth, from which MobileNetV3's non-linearities are composed. */
final class Relu6Pattern {
  private static final float SIXTH = 1 / 6f;

  private Relu6Pattern() {}

  /** Returns x if the value is relu6(x + 3), else null. */
  static @Nullable String shifted(String value, GraphEditor graph) {
    if (graph.writer(value) instanceof Activate clip
        && clip.activation().equals(Activation.RELU6)
        && graph.writer(clip.input()) instanceof Binary add
        && add.operator() == Operator.ADD) {
      if (isScalar(add.right(), 3, graph)) {
        return add.left();
      } else if (isScalar(add.left(), 3, graph)) {
        return add.right();
      }
    }
    return null;
  }

  /** Returns the left operand if it is divided by 6 or multiplied by ⅙ on its right, else null. */
  static @Nullable String sixfold(Binary n, GraphEditor graph) {
    boolean divided = n.operator() == Operator.DIV && isScalar(n.right(), 6, graph);
    boolean multiplied = n.operator() == Operator.MUL && isScalar(n.right(), SIXTH, graph);
    return divided || multiplied ? n.left() : null;
  }

  /** Returns the right operand if it is multiplied by ⅙ on its left, else null. */
  static @Nullable String sixfoldOnTheRight(Binary n, GraphEditor graph) {
    return n.operator() == Operator.MUL && isScalar(n.left(), SIXTH, graph) ? n.right() : null;
  }

  private static boolean isScalar(String value, float expected, GraphEditor graph) {
    Tensor t = graph.constant(value);
    // Exporters round ⅙ differently.
    return t != null
        && t.shape().size() == 1
        && Math.abs(t.data().get(0) - expected) <= 1e-6f * expected;
  }
}
