package io.manako.graph.passes;

import io.manako.graph.Graph;

/**
 * One rewrite of a graph. The new graph has the same inputs and outputs and computes the same
 * values, up to rounding.
 */
@FunctionalInterface
public interface Pass {
  /** Returns the rewritten graph, or the same one if there was nothing to do. */
  Graph apply(Graph graph);
}
