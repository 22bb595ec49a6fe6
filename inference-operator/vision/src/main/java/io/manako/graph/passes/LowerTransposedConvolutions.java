package io.manako.graph.passes;

import io.manako.graph.FusedNode.Spread;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.ShapeInference;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes every transposed convolution as zeros between the samples and a convolution with the
 * kernel turned by half a circle, to which normalisations and activations fuse as to any other.
 */
public final class LowerTransposedConvolutions implements Pass {
  @Override
  public Graph apply(Graph graph) {
    if (graph.nodes().stream().noneMatch(n -> n instanceof Node.TransposedConv)) {
      return graph;
    }
    // Shapes are checked before weights are turned.
    ShapeInference.infer(graph, 1);
    Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node instanceof Node.TransposedConv n) {
        lower(n, constants, nodes);
      } else {
        nodes.add(node);
      }
    }
    return new Graph(graph.name(), graph.inputs(), constants, nodes, graph.outputs());
  }

  private static void lower(
      Node.TransposedConv n, Map<String, Tensor> constants, List<Node> nodes) {
    Tensor weights = constants.get(n.weights());
    if (weights == null) {
      throw new IllegalArgumentException(
          "node " + n.name() + ": its weights " + n.weights() + " are not constant");
    }
    String turned = n.weights() + ".turned";
    String spread = n.output() + ".spread";
    constants.put(turned, turned(weights));
    nodes.add(
        new Spread(
            n.name() + ".spread", spread, n.input(), n.window().strideY(), n.window().strideX()));
    nodes.add(new Node.Conv(n.name(), n.output(), spread, turned, n.bias(), window(n), 1));
  }

  private static Window window(Node.TransposedConv n) {
    Window w = n.window();
    int rows = w.dilationY() * (w.kernelHeight() - 1);
    int columns = w.dilationX() * (w.kernelWidth() - 1);
    if (w.top() > rows || w.bottom() > rows || w.left() > columns || w.right() > columns) {
      throw new IllegalArgumentException(
          "node " + n.name() + ": its padding is larger than its kernel");
    }
    return new Window(
        w.kernelHeight(),
        w.kernelWidth(),
        1,
        1,
        w.dilationY(),
        w.dilationX(),
        rows - w.top(),
        columns - w.left(),
        rows - w.bottom(),
        columns - w.right());
  }

  /** From [in, out, rows, columns] to [out, in, rows, columns], each kernel back to front. */
  private static Tensor turned(Tensor weights) {
    Shape s = weights.shape();
    int in = s.dim(0);
    int out = s.dim(1);
    int kernel = s.dim(2) * s.dim(3);
    float[] from = weights.toArray();
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      int k = i % kernel;
      int o = i / kernel % out;
      int c = i / kernel / out;
      to[(o * in + c) * kernel + kernel - 1 - k] = from[i];
    }
    return Tensor.of(Shape.of(out, in, s.dim(2), s.dim(3)), to);
  }
}
