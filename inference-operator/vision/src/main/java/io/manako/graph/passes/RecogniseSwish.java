package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.Node;
import io.manako.graph.Node.Activate;
import io.manako.graph.Node.Binary;
import io.manako.graph.Node.Binary.Operator;
import org.jspecify.annotations.Nullable;

/** Recognises x · sigmoid(x), which is swish, and x · hard sigmoid(x), which is hard swish. */
final class RecogniseSwish implements Rule<Binary> {
  @Override
  public Class<Binary> kind() {
    return Binary.class;
  }

  @Override
  public @Nullable Node replacement(Binary n, GraphEditor graph) {
    if (n.operator() != Operator.MUL) {
      return null;
    }
    Node swish = gated(n, n.left(), n.right(), graph);
    return swish != null ? swish : gated(n, n.right(), n.left(), graph);
  }

  private static @Nullable Node gated(Binary n, String x, String gate, GraphEditor graph) {
    if (graph.writer(gate) instanceof Activate a && a.input().equals(x)) {
      return switch (a.activation().kind()) {
        case HARD_SIGMOID -> new Activate(n.name(), n.output(), x, Activation.HARD_SWISH);
        case SIGMOID -> new Activate(n.name(), n.output(), x, Activation.SWISH);
        default -> null;
      };
    }
    return null;
  }
}
