package io.manako.graph.passes;

import io.manako.graph.MoveNode.Identity;
import io.manako.graph.Node;
import io.manako.graph.UnaryNode;
import org.jspecify.annotations.Nullable;

/**
 * Removes nodes that change nothing, such as identities, empty paddings and transpositions that
 * keep the order. A node that writes an output of the graph stays.
 */
public final class DropIdentities implements Rule<UnaryNode> {
  @Override
  public Class<UnaryNode> kind() {
    return UnaryNode.class;
  }

  @Override
  public @Nullable Node replacement(UnaryNode node, GraphEditor graph) {
    return node.changesNothing() && !graph.isOutput(node.output())
        ? new Identity(node.name(), node.output(), node.input())
        : null;
  }
}
