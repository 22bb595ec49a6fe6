package io.manako.graph.passes;

import io.manako.graph.Graph;
import java.util.List;

/** The rewrites in the order in which each one's result helps the next. */
public final class Passes {
  private static final List<Pass> STANDARD =
      List.of(
          new DropIdentities(),
          new CancelTransposes(),
          new FoldPad(),
          new RecogniseActivations(),
          new RecogniseGlobalMean(),
          new LowerTransposedConvolutions(),
          new LowerConvolutions(),
          new FoldBatchNorm(),
          new FuseResidualAdd(),
          // Once more: TensorFlow's optimiser adds the shift behind the shortcut.
          new FoldBatchNorm(),
          new LowerChannelwise(),
          new FuseActivation(),
          new FuseSqueezeExcite(),
          new RecogniseInvertedResidual());

  private Passes() {}

  /** All of them, as the Java engine wants its graphs. */
  public static Graph standard(Graph graph) {
    return inTurn(STANDARD, graph);
  }

  /** The graph after one pass behind the other. */
  static Graph inTurn(List<Pass> passes, Graph graph) {
    Graph g = graph;
    for (Pass pass : passes) {
      g = pass.apply(g);
    }
    return g;
  }
}
