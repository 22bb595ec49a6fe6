package io.manako.graph.passes;

import io.manako.graph.LayerNode;
import io.manako.graph.Node;
import org.jspecify.annotations.Nullable;

/**
 * Replaces every convolution and every dense layer by its fused kind with nothing fused to it yet,
 * so that later passes match one kind only.
 */
public final class LowerConvolutions implements Rule<LayerNode> {
  @Override
  public Class<LayerNode> kind() {
    return LayerNode.class;
  }

  @Override
  public @Nullable Node replacement(LayerNode layer, GraphEditor graph) {
    return layer.fused();
  }
}
