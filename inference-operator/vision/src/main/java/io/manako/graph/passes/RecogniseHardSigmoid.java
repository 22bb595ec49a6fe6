package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.Node;
import io.manako.graph.Node.Activate;
import io.manako.graph.Node.Binary;
import org.jspecify.annotations.Nullable;

/** Recognises a hard sigmoid written as arithmetic: relu6(x + 3) / 6 or relu6(x + 3) · ⅙. */
final class RecogniseHardSigmoid implements Rule<Binary> {
  @Override
  public Class<Binary> kind() {
    return Binary.class;
  }

  @Override
  public @Nullable Node replacement(Binary n, GraphEditor graph) {
    String whole = Relu6Pattern.sixfold(n, graph);
    String six = whole != null ? whole : Relu6Pattern.sixfoldOnTheRight(n, graph);
    String x = six == null ? null : Relu6Pattern.shifted(six, graph);
    return x == null ? null : new Activate(n.name(), n.output(), x, Activation.HARD_SIGMOID);
  }
}
