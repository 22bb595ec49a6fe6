package io.manako.graph.passes;

import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.graph.Node;
import io.manako.graph.Node.Binary;
import io.manako.graph.Node.Binary.Operator;
import io.manako.graph.Node.ReduceMean;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins a mean, two pointwise convolutions and the multiplication with the mean's input into one
 * gate.
 */
public final class FuseSqueezeExcite implements Rule<Binary> {
  @Override
  public Class<Binary> kind() {
    return Binary.class;
  }

  @Override
  public boolean readsFusedLayers() {
    return true;
  }

  @Override
  public @Nullable Node replacement(Binary mul, GraphEditor graph) {
    if (mul.operator() != Operator.MUL) {
      return null;
    }
    Node gate = gate(mul, mul.left(), mul.right(), graph);
    return gate != null ? gate : gate(mul, mul.right(), mul.left(), graph);
  }

  private static @Nullable Node gate(Binary mul, String x, String factors, GraphEditor graph) {
    FusedConv excite = graph.solePointwise(factors);
    FusedConv squeeze = excite == null ? null : graph.solePointwise(excite.input());
    ReduceMean mean = squeeze == null ? null : graph.soleWriter(ReduceMean.class, squeeze.input());
    return excite == null || squeeze == null || mean == null || !isGlobalMeanOf(mean, x)
        ? null
        : new SqueezeExcite(mul.name(), mul.output(), x, squeeze, excite);
  }

  private static boolean isGlobalMeanOf(ReduceMean mean, String x) {
    return mean.input().equals(x) && mean.keepDims() && mean.axes().equals(List.of(2, 3));
  }
}
