package io.manako.graph.passes;

import io.manako.graph.Graph;

/** One rewrite. The new graph has the same inputs and outputs and, up to rounding, their values. */
@FunctionalInterface
public interface Pass {
  /** The rewritten graph; the same one if there was nothing to do. */
  Graph apply(Graph graph);
}
