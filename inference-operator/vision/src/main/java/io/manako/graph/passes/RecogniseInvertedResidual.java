package io.manako.graph.passes;

import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.graph.Node;
import io.manako.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Joins a depthwise convolution, the pointwise one after it and, where present, the pointwise one
 * before it and the gate in between. Values that other nodes read stay outside; SSDLite's first
 * tap, for example, is an expansion.
 */
public final class RecogniseInvertedResidual implements Rule<FusedConv> {
  @Override
  public Class<FusedConv> kind() {
    return FusedConv.class;
  }

  @Override
  public boolean readsFusedLayers() {
    return true;
  }

  @Override
  public @Nullable Node replacement(FusedConv project, GraphEditor graph) {
    if (!project.isPointwise()) {
      return null;
    }
    SqueezeExcite gate = graph.soleWriter(SqueezeExcite.class, project.input());
    FusedConv depthwise =
        graph.soleWriter(FusedConv.class, gate == null ? project.input() : gate.input());
    if (depthwise == null || !isDepthwise(depthwise, graph)) {
      return null;
    }
    FusedConv expand = graph.solePointwise(depthwise.input());
    return new InvertedResidual(project.name(), expand, depthwise, gate, project);
  }

  private static boolean isDepthwise(FusedConv conv, GraphEditor graph) {
    Tensor w = graph.constant(conv.filters().weights());
    return w != null
        && w.shape().dim(0) == conv.groups()
        && w.shape().dim(1) == 1
        && !conv.addsResidual();
  }
}
