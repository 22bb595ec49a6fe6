package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes the shapes of values whose axes are broadcast, moved, cut, added, dropped or joined, as
 * ONNX defines it.
 */
final class Axes {
  private Axes() {}

  /**
   * Returns an axis counted from the first; a negative one counts from the end. Throws {@link
   * IllegalArgumentException} if the shape has no such axis.
   */
  static int axis(Shape x, int axis) {
    int a = axis < 0 ? axis + x.rank() : axis;
    if (a < 0 || a >= x.rank()) {
      throw new IllegalArgumentException("shape " + x + " has no axis " + axis);
    }
    return a;
  }

  /**
   * Returns the shape of two values that are combined element by element, with NumPy's
   * broadcasting.
   */
  static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] out = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int p = i <= a.rank() ? a.dim(-i) : 1;
      int q = i <= b.rank() ? b.dim(-i) : 1;
      if (p != q && p != 1 && q != 1) {
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
      }
      out[rank - i] = p == 1 ? q : p;
    }
    return Shape.of(out);
  }

  /** Returns the shape of a mean over axes. */
  static Shape reduced(Shape x, Node.ReduceMean n) {
    List<Integer> axes = n.axes().stream().map(a -> axis(x, a)).toList();
    return Shape.of(
        IntStream.range(0, x.rank())
            .filter(i -> n.keepDims() || !axes.contains(i))
            .map(i -> axes.contains(i) ? 1 : x.dim(i))
            .toArray());
  }

  /**
   * Returns the shape of the same elements with other extents: −1 stands once for the rest, 0 for
   * the input's extent.
   */
  static Shape reshaped(Shape x, List<Integer> target) {
    int[] out = new int[target.size()];
    int open = -1;
    long known = 1;
    for (int i = 0; i < out.length; i++) {
      int d = target.get(i);
      out[i] = d == 0 ? x.dim(axis(x, i)) : d;
      if (d == -1 && open < 0) {
        open = i;
      } else {
        known *= out[i];
      }
    }
    if (open >= 0 && known > 0) {
      out[open] = (int) (x.size() / known);
    }
    Shape y = Shape.of(out);
    if (y.isDynamic() || y.size() != x.size()) {
      throw new IllegalArgumentException("shape " + x + " does not reshape to " + target);
    }
    return y;
  }

  /** Returns the shape with its axes in another order. */
  static Shape transposed(Shape x, List<Integer> permutation) {
    boolean valid =
        permutation.size() == x.rank()
            && permutation.stream().distinct().count() == x.rank()
            && permutation.stream().allMatch(a -> a >= 0 && a < x.rank());
    if (!valid) {
      throw new IllegalArgumentException(permutation + " does not permute the axes of " + x);
    }
    return Shape.of(permutation.stream().mapToInt(x::dim).toArray());
  }

  /** Returns the shape of a value with samples around it. */
  static Shape padded(Shape x, MoveNode.Pad.Margins margins) {
    List<Integer> before = margins.before();
    List<Integer> after = margins.after();
    if (before.size() != x.rank() || after.size() != x.rank()) {
      throw new IllegalArgumentException("padding " + before + " does not fit " + x);
    }
    return Shape.of(
        IntStream.range(0, x.rank())
            .map(i -> Math.addExact(x.dim(i), Math.addExact(before.get(i), after.get(i))))
            .toArray());
  }

  /** Returns the shape of some indices of one axis. */
  static Shape sliced(Shape x, MoveNode.Slice n) {
    int axis = axis(x, n.axis());
    int size = x.dim(axis);
    MoveNode.Slice.Range range = n.range();
    int start = Math.min(range.first(size), size);
    int end = range.end() < 0 ? range.end() + size : Math.min(range.end(), size);
    if (range.step() < 1) {
      throw new IllegalArgumentException(
          "its step " + range.step() + " goes backwards; only steps of 1 and more are known");
    }
    if (end <= start) {
      throw new IllegalArgumentException("slice " + range + " of " + x + " is empty");
    }
    int[] out = x.dims();
    out[axis] = (end - start + range.step() - 1) / range.step();
    return Shape.of(out);
  }

  /** Returns a shape of two axes: all axes before {@code axis} joined, and all from it on. */
  static Shape flattened(Shape x, int axis) {
    int a = axis == x.rank() ? axis : axis(x, axis);
    int[] d = {1, 1};
    for (int i = 0; i < x.rank(); i++) {
      d[i < a ? 0 : 1] = Math.multiplyExact(d[i < a ? 0 : 1], x.dim(i));
    }
    return Shape.of(d);
  }

  /**
   * Returns the shape without the given axes, each of extent 1; null drops every axis of extent 1.
   */
  static Shape squeezed(Shape x, @Nullable List<Integer> axes) {
    Set<Integer> dropped = new HashSet<>();
    if (axes == null) {
      IntStream.range(0, x.rank()).filter(i -> x.dim(i) == 1).forEach(dropped::add);
    } else {
      axes.forEach(a -> dropped.add(axis(x, a)));
    }
    if (dropped.stream().anyMatch(a -> x.dim(a) != 1)) {
      throw new IllegalArgumentException("axes " + axes + " of " + x + " are not all of extent 1");
    }
    return Shape.of(
        IntStream.range(0, x.rank()).filter(i -> !dropped.contains(i)).map(x::dim).toArray());
  }

  /** Returns the shape with axes of extent 1 at the given places of the result. */
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
