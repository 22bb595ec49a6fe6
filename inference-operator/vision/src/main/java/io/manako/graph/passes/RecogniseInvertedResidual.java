package io.manako.graph.passes;

import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins a depthwise convolution, the pointwise one behind it and, where they are there, the
 * pointwise one before it and the gate between them. Values that others read (SSDLite's first tap
 * is an expansion) stay outside.
 */
public final class RecogniseInvertedResidual implements Pass {
  @Override
  public Graph apply(Graph graph) {
    GraphEditor editor = new GraphEditor(new LowerConvolutions().apply(graph));
    for (Node node : editor.nodes()) {
      if (node instanceof FusedConv project && project.isPointwise() && editor.contains(project)) {
        recognise(editor, project);
      }
    }
    return editor.toGraph();
  }

  private static void recognise(GraphEditor editor, FusedConv project) {
    SqueezeExcite gate = editor.soleWriter(SqueezeExcite.class, project.input());
    FusedConv depthwise =
        editor.soleWriter(FusedConv.class, gate == null ? project.input() : gate.input());
    if (depthwise == null || !isDepthwise(editor, depthwise)) {
      return;
    }
    FusedConv expand = pointwise(editor, depthwise.input());
    List<Node> swallowed = new ArrayList<>();
    for (Node stage : new Node[] {expand, depthwise, gate}) {
      if (stage != null) {
        swallowed.add(stage);
      }
    }
    InvertedResidual block = new InvertedResidual(project.name(), expand, depthwise, gate, project);
    editor.replace(project, block, swallowed.toArray(Node[]::new));
  }

  private static @Nullable FusedConv pointwise(GraphEditor editor, String value) {
    FusedConv conv = editor.soleWriter(FusedConv.class, value);
    return conv != null && conv.isPointwise() && conv.residual() == null ? conv : null;
  }

  private static boolean isDepthwise(GraphEditor editor, FusedConv conv) {
    Tensor w = editor.constant(conv.weights());
    return w != null
        && w.shape().dim(0) == conv.groups()
        && w.shape().dim(1) == 1
        && conv.residual() == null;
  }
}
