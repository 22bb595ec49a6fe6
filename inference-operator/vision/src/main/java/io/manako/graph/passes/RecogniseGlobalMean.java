package io.manako.graph.passes;

import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.ShapeInference;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Turns an average pooling whose one window is the whole map into a mean over the map. */
public final class RecogniseGlobalMean implements Pass {
  @Override
  public Graph apply(Graph graph) {
    if (graph.nodes().stream().noneMatch(Node.Pool.class::isInstance)) {
      return graph;
    }
    Map<String, Shape> shapes = ShapeInference.infer(graph, 1);
    GraphEditor editor = new GraphEditor(graph);
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Pool pool
          && pool.kind() == Node.Pool.Kind.AVERAGE
          && covers(pool.window(), shapes.get(pool.input()))) {
        editor.replace(
            pool,
            new Node.ReduceMean(pool.name(), pool.output(), pool.input(), List.of(2, 3), true));
      }
    }
    return editor.toGraph();
  }

  private static boolean covers(Window w, Shape map) {
    return w.kernelHeight() == map.dim(2)
        && w.kernelWidth() == map.dim(3)
        && w.dilationY() == 1
        && w.dilationX() == 1
        && w.top() + w.bottom() + w.left() + w.right() == 0;
  }
}
