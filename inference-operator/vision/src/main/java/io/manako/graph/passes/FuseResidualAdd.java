package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.Node;
import io.manako.graph.Node.Binary;
import io.manako.graph.Node.Binary.Operator;
import org.jspecify.annotations.Nullable;

/** Fuses the addition of a shortcut into the linear convolution before it. */
public final class FuseResidualAdd implements Rule<Binary> {
  @Override
  public Class<Binary> kind() {
    return Binary.class;
  }

  @Override
  public boolean readsShapes() {
    return true;
  }

  @Override
  public boolean readsFusedLayers() {
    return true;
  }

  @Override
  public @Nullable Node replacement(Binary add, GraphEditor graph) {
    boolean fits =
        add.operator() == Operator.ADD && graph.shape(add.left()).equals(graph.shape(add.right()));
    if (!fits) {
      return null;
    }
    FusedConv left = linear(graph, add.left());
    FusedConv right = linear(graph, add.right());
    // The later of two branches takes the addition, because the other's value is there by then.
    boolean takeLeft = right == null || (left != null && graph.isLater(add.left(), add.right()));
    FusedConv conv = takeLeft ? left : right;
    String residual = takeLeft ? add.right() : add.left();
    return conv == null || graph.constant(residual) != null
        ? null
        : conv.withOutput(add.output()).withResidual(residual);
  }

  private static @Nullable FusedConv linear(GraphEditor graph, String value) {
    FusedConv conv = graph.soleWriter(FusedConv.class, value);
    boolean free =
        conv != null && !conv.addsResidual() && conv.activation().equals(Activation.NONE);
    return free ? conv : null;
  }
}
