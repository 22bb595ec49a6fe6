package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.Node;
import io.manako.graph.Node.Activate;
import io.manako.graph.Node.Binary;
import io.manako.graph.Node.Binary.Operator;
import org.jspecify.annotations.Nullable;

/** Recognises a hard swish written as arithmetic: x · relu6(x + 3) / 6 or x · relu6(x + 3) · ⅙. */
final class RecogniseHardSwish implements Rule<Binary> {
  @Override
  public Class<Binary> kind() {
    return Binary.class;
  }

  @Override
  public @Nullable Node replacement(Binary n, GraphEditor graph) {
    String six = Relu6Pattern.sixfold(n, graph);
    String x = six == null ? null : timesItsRelu6(six, graph);
    return x == null ? null : new Activate(n.name(), n.output(), x, Activation.HARD_SWISH);
  }

  /** Returns x if the value is x · relu6(x + 3) in either order, else null. */
  private static @Nullable String timesItsRelu6(String value, GraphEditor graph) {
    if (graph.writer(value) instanceof Binary mul && mul.operator() == Operator.MUL) {
      if (mul.left().equals(Relu6Pattern.shifted(mul.right(), graph))) {
        return mul.left();
      } else if (mul.right().equals(Relu6Pattern.shifted(mul.left(), graph))) {
        return mul.right();
      }
    }
    return null;
  }
}
