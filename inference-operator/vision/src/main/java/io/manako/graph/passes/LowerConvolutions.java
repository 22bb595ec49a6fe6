package io.manako.graph.passes;

import io.manako.graph.LayerNode;
import io.manako.graph.Node;
import org.jspecify.annotations.Nullable;

/**
 * Writes every convolution and every dense layer as its fused kind with nothing fused yet, so that
 * the passes behind it have one kind to look for.
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
