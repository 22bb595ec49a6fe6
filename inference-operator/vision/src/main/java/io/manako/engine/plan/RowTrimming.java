package io.manako.engine.plan;

import io.manako.graph.Graph;
import io.manako.graph.TensorNode;
import io.manako.graph.operation.VaryingRows;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Leaves out the rows of outputs that a picture does not need, which hold NaN. */
final class RowTrimming {
  private final List<String> names;
  private final Map<String, Integer> axes = new HashMap<>();

  RowTrimming(Graph graph) {
    this.names = graph.outputs();
    graph.nodes().stream()
        .filter(TensorNode.class::isInstance)
        .map(TensorNode.class::cast)
        .filter(node -> node.operation() instanceof VaryingRows)
        .forEach(node -> axes.put(node.output(), ((VaryingRows) node.operation()).axis()));
  }

  /** Returns the outputs, in the graph's order, without rows that are not needed. */
  List<Tensor> trimmed(List<Tensor> outputs) {
    if (axes.isEmpty()) {
      return outputs;
    }
    Map<Integer, Integer> needed = new HashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      Integer axis = axes.get(names.get(i));
      if (axis != null) {
        Tensor output = outputs.get(i);
        // One result may have numbers where another one has none, so the longest counts.
        needed.merge(output.shape().dim(axis), rows(output, axis), Math::max);
      }
    }
    List<Tensor> trimmed = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Integer axis = axes.get(names.get(i));
      Tensor output = outputs.get(i);
      int rows = axis == null ? 0 : needed.getOrDefault(output.shape().dim(axis), 0);
      trimmed.add(axis == null ? output : first(output, axis, rows));
    }
    return trimmed;
  }

  /** Returns the number of rows up to the last one that holds a number. */
  private static int rows(Tensor output, int axis) {
    FloatBuffer data = output.data();
    int last = output.shape().size() - 1;
    while (last >= 0 && Float.isNaN(data.get(last))) {
      last--;
    }
    int row = output.shape().size() / Math.max(1, output.shape().dim(axis));
    return (last + row) / Math.max(1, row);
  }

  private static Tensor first(Tensor output, int axis, int rows) {
    int[] extents = output.shape().dims();
    extents[axis] = rows;
    Shape shape = Shape.of(extents);
    return new Tensor(shape, output.data().slice(0, shape.size()));
  }
}
