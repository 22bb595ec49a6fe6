package io.manako.graph.passes;

import io.manako.graph.Graph;
import io.manako.graph.Node;
import org.jspecify.annotations.Nullable;

/**
 * One rewrite of one node: a pattern and what takes the node's place. A rule keeps nothing between
 * nodes; the {@link Rewriter} walks the graph and changes it.
 *
 * @param <N> the kind of the node that is replaced
 */
interface Rule<N extends Node> extends Pass {
  /** The kind of the node that is replaced, the last one of the pattern. */
  Class<N> kind();

  /**
   * A node that writes the same value, or null where the pattern does not fit. A {@link
   * io.manako.graph.MoveNode.Identity} makes every reader of the value read its input instead.
   * Nodes that nobody reads any more after the replacement vanish.
   *
   * @param node of the graph as it is now
   * @param graph the graph as it is now; a rule may add constants to it and let another node lead
   *     the replacement
   */
  @Nullable Node replacement(N node, GraphEditor graph);

  /** Whether the pattern asks for shapes; a graph whose shapes do not fit is refused then. */
  default boolean readsShapes() {
    return false;
  }

  /** Whether the pattern asks for fused layers; plain ones are written as such before. */
  default boolean readsFusedLayers() {
    return false;
  }

  @Override
  default Graph apply(Graph graph) {
    return Rewriter.sweep(readsFusedLayers() ? new LowerConvolutions().apply(graph) : graph, this);
  }
}
