package io.manako.graph.passes;

import io.manako.graph.Graph;
import io.manako.graph.Node;
import org.jspecify.annotations.Nullable;

/**
 * A rewrite of one node: a pattern and the node's replacement. A rule keeps no state between nodes;
 * the {@link Rewriter} walks the graph and changes it.
 *
 * @param <N> kind of the node that is replaced
 */
interface Rule<N extends Node> extends Pass {
  /** Returns the kind of the node that is replaced, the last one of the pattern. */
  Class<N> kind();

  /**
   * Returns a node that writes the same value, or null where the pattern does not fit. A {@link
   * io.manako.graph.MoveNode.Identity} makes every reader of the value read its input instead.
   * Nodes without a reader after the replacement are removed.
   *
   * @param node node of the current graph
   * @param graph current graph; a rule may add constants to it and put another node right before
   *     the replacement
   */
  @Nullable Node replacement(N node, GraphEditor graph);

  /**
   * Returns whether the pattern reads shapes; if so, a graph whose shapes do not fit is refused.
   */
  default boolean readsShapes() {
    return false;
  }

  /**
   * Returns whether the pattern reads fused layers; if so, plain layers are lowered to these first.
   */
  default boolean readsFusedLayers() {
    return false;
  }

  @Override
  default Graph apply(Graph graph) {
    return Rewriter.sweep(readsFusedLayers() ? new LowerConvolutions().apply(graph) : graph, this);
  }
}
