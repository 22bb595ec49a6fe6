package io.manako.graph.passes;

import io.manako.graph.Graph;
import java.util.List;

/** Recognises the non-linearities that exporters write as arithmetic, the innermost first. */
public final class RecogniseActivations implements Pass {
  private static final List<Pass> RULES =
      List.of(new RecogniseHardSigmoid(), new RecogniseHardSwish(), new RecogniseSwish());

  @Override
  public Graph apply(Graph graph) {
    return Passes.inTurn(RULES, graph);
  }
}
