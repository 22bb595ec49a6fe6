package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shapes with axes added, dropped or joined, as ONNX defines it. */
final class Axes {
  private Axes() {}

  /** Two axes: all before {@code axis} joined, and all from it on. */
  static Shape flattened(Shape x, int axis) {
    int a = axis == x.rank() ? axis : ShapeInference.axis(x, axis);
    int[] d = {1, 1};
    for (int i = 0; i < x.rank(); i++) {
      d[i < a ? 0 : 1] = Math.multiplyExact(d[i < a ? 0 : 1], x.dim(i));
    }
    return Shape.of(d);
  }

  /** Without those axes of extent 1; without every such axis for null. */
  static Shape squeezed(Shape x, @Nullable List<Integer> axes) {
    Set<Integer> dropped = new HashSet<>();
    if (axes == null) {
      IntStream.range(0, x.rank()).filter(i -> x.dim(i) == 1).forEach(dropped::add);
    } else {
      axes.forEach(a -> dropped.add(ShapeInference.axis(x, a)));
    }
    if (dropped.stream().anyMatch(a -> x.dim(a) != 1)) {
      throw new IllegalArgumentException("axes " + axes + " of " + x + " are not all of extent 1");
    }
    return Shape.of(
        IntStream.range(0, x.rank()).filter(i -> !dropped.contains(i)).map(x::dim).toArray());
  }

  /** With axes of extent 1 at those places of the result. */
  static Shape unsqueezed(Shape x, @Nullable List<Integer> axes) {
    if (axes == null) {
      throw new IllegalArgumentException("its axes are missing");
    }
    int rank = x.rank() + axes.size();
    Set<Integer> added = new HashSet<>();
    axes.forEach(a -> added.add(a < 0 ? a + rank : a));
    if (added.size() != axes.size() || added.stream().anyMatch(a -> a < 0 || a >= rank)) {
      throw new IllegalArgumentException("axes " + axes + " cannot be added to " + x);
    }
    int[] d = new int[rank];
    int next = 0;
    for (int i = 0; i < rank; i++) {
      d[i] = added.contains(i) ? 1 : x.dim(next++);
    }
    return Shape.of(d);
  }
}
