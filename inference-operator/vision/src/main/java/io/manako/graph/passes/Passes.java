package io.manako.graph.passes;

import io.manako.graph.Graph;
import java.util.List;

/** The standard passes, in the order in which the result of each helps the next. */
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
          // Again, because TensorFlow's optimiser adds the shift after the shortcut.
          new FoldBatchNorm(),
          new LowerChannelwise(),
          new FuseActivation(),
          new FuseSqueezeExcite(),
          new RecogniseInvertedResidual());

  private Passes() {}

  /** Returns the graph after all standard passes, as the Java engine requires it. */
  public static Graph standard(Graph graph) {
    return inTurn(STANDARD, graph);
  }

  /** Returns the graph after the given passes, in their order. */
  static Graph inTurn(List<Pass> passes, Graph graph) {
    Graph g = graph;
    for (Pass pass : passes) {
      g = pass.apply(g);
    }
    return g;
  }
}
