package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.FusedLayer;
import io.manako.graph.Node;
import io.manako.graph.Node.Activate;
import org.jspecify.annotations.Nullable;

/**
 * Fuses a non-linearity into the layer that writes its input. A second one joins the first where
 * both only clip.
 */
public final class FuseActivation implements Rule<Activate> {
  @Override
  public Class<Activate> kind() {
    return Activate.class;
  }

  @Override
  public boolean readsFusedLayers() {
    return true;
  }

  @Override
  public @Nullable Node replacement(Activate act, GraphEditor graph) {
    FusedLayer layer = graph.soleWriter(FusedLayer.class, act.input());
    Activation joined = layer == null ? null : layer.activation().then(act.activation());
    return layer == null || joined == null
        ? null
        : layer.withOutput(act.output()).withActivation(joined);
  }
}
