package io.manako.graph.tf;

import io.manako.graph.MalformedModelException;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Computes the shapes of what operations return, in TensorFlow's order of axes. */
final class TfShapes {
  private TfShapes() {}

  /**
   * Returns the shape of two values that are combined; the smaller one is broadcast to the other.
   */
  static Shape stretched(String name, TfValue left, TfValue right) {
    boolean leftIsLarger = left.pictureSize() >= right.pictureSize();
    Shape shape = leftIsLarger ? left.shape() : right.shape();
    Shape smaller = leftIsLarger ? right.shape() : left.shape();
    if (smaller.rank() != shape.rank() || !stretches(smaller, shape)) {
      throw misfit(name, "a value of shape " + left.shape(), right);
    }
    return shape;
  }

  /** Returns whether each extent of one shape, counted from the last, is 1 or the other's. */
  static boolean stretches(Shape from, Shape to) {
    boolean stretches = from.rank() <= to.rank();
    for (int i = 1; stretches && i <= from.rank(); i++) {
      stretches = from.dim(-i) == 1 || from.dim(-i) == to.dim(-i);
    }
    return stretches;
  }

  /** Returns the shape of values that are joined along an axis. */
  static Shape joined(String name, List<TfValue> parts, int axis) {
    int[] dims = parts.get(0).shape().dims();
    dims[axis] = 0;
    parts.forEach(part -> grow(name, dims, axis, part));
    return Shape.of(dims);
  }

  private static void grow(String name, int[] dims, int axis, TfValue part) {
    int[] own = part.shape().dims();
    int extent = axis < own.length ? own[axis] : 0;
    if (axis < own.length) {
      own[axis] = dims[axis];
    }
    if (!Arrays.equals(own, dims)) {
      throw misfit(name, "a value of shape " + Shape.of(dims), part);
    }
    dims[axis] += extent;
  }

  /** Returns a picture's extents after a dynamic batch, with −1 replaced by the rest. */
  static Shape resolved(String name, TfValue x, int... picture) {
    int[] dims = new int[picture.length + 1];
    dims[0] = Shape.DYNAMIC;
    long known = 1;
    int open = 0;
    for (int i = 0; i < picture.length; i++) {
      dims[i + 1] = picture[i];
      if (picture[i] > 0) {
        known *= picture[i];
      } else {
        open = i + 1;
      }
    }
    if (open > 0) {
      dims[open] = (int) (x.pictureSize() / Math.max(1, known));
      known *= dims[open];
    }
    Shape shape = Shape.of(dims);
    if (known != x.pictureSize() || shape.withBatch(1).isDynamic()) {
      throw misfit(name, "the new shape " + shape, x);
    }
    return shape;
  }

  /** Returns the result of a window that slides over a map. */
  static TfValue windowed(String name, TfValue x, Window window, int channels) {
    int h = window.outputHeight(x.height());
    int w = window.outputWidth(x.width());
    if (h < 1 || w < 1) {
      throw misfit(name, "a window of " + window, x);
    }
    return new TfValue(name, Shape.of(Shape.DYNAMIC, h, w, channels), true);
  }

  /** Returns the refusal of a value that a node cannot read. */
  static MalformedModelException misfit(String node, String what, TfValue value) {
    return new MalformedModelException(
        "%s: %s does not fit %s of shape %s".formatted(node, what, value.name(), value.shape()));
  }
}
