package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A small tensor that is known when a file is read, such as those with which exporters compute
 * shapes.
 *
 * @param shape shape without dynamic extents
 * @param values numbers in row-major order
 * @param type data type, which can represent each of the values
 */
@SuppressWarnings("ArrayRecordComponent") // compared by sameAs
record Literal(Shape shape, double[] values, DataType type) {

  static Literal of(Tensor tensor, DataType type) {
    double[] values = new double[tensor.shape().size()];
    Arrays.setAll(values, i -> tensor.data().get(i));
    return new Literal(tensor.shape(), values, type);
  }

  /** Returns a vector of integers. */
  static Literal ofInts(int... values) {
    double[] d = Arrays.stream(values).asDoubleStream().toArray();
    return new Literal(Shape.of(values.length), d, DataType.INT64);
  }

  /** Returns whether the type is one of integers, whose division truncates. */
  boolean integer() {
    return OnnxTensor.isInteger(type);
  }

  /** Returns the values rounded to single precision. */
  Tensor toTensor() {
    float[] data = new float[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) values[i];
    }
    return Tensor.of(shape, data);
  }

  /** Returns the values as integers, clamped to the range of int. */
  List<Integer> toInts() {
    return Arrays.stream(values).mapToInt(v -> (int) v).boxed().toList();
  }

  /**
   * Returns the only value; throws {@link IllegalArgumentException} unless there is exactly one.
   */
  double scalar() {
    if (values.length != 1) {
      throw new IllegalArgumentException("a single number is needed, not " + shape);
    }
    return values[0];
  }

  boolean sameAs(Literal other) {
    return type == other.type && shape.equals(other.shape) && Arrays.equals(values, other.values);
  }

  Literal map(DoubleUnaryOperator f) {
    return new Literal(shape, Arrays.stream(values).map(f).toArray(), type).as(type);
  }

  /**
   * Returns the values in another type, rounded for a real type and truncated towards zero for an
   * integer type.
   *
   * @throws IllegalArgumentException if the type cannot hold one of them
   */
  Literal as(DataType target) {
    double[] y = Arrays.stream(values).map(v -> OnnxNumbers.fitted(v, target)).toArray();
    return new Literal(shape, y, target);
  }

  /** Returns the same values in another shape of the same size. */
  Literal reshaped(Shape target) {
    if (target.size() != values.length) {
      throw new IllegalArgumentException(shape + " does not reshape to " + target);
    }
    return new Literal(target, values, type);
  }

  /** Returns the values of two tensors combined element by element, with NumPy's broadcasting. */
  Literal combined(Literal other, DoubleBinaryOperator f) {
    Shape out = Axes.broadcast(shape, other.shape);
    double[] y = new double[out.size()];
    for (int i = 0; i < y.length; i++) {
      int[] at = index(i, out);
      y[i] = f.applyAsDouble(values[offset(at, shape)], other.values[offset(at, other.shape)]);
    }
    return new Literal(out, y, type).as(type);
  }

  Literal transposed(List<Integer> permutation) {
    Shape out = Axes.transposed(shape, permutation);
    double[] y = new double[values.length];
    for (int i = 0; i < y.length; i++) {
      int[] at = index(i, out);
      int[] from = new int[at.length];
      for (int a = 0; a < at.length; a++) {
        from[permutation.get(a)] = at[a];
      }
      y[i] = values[offset(from, shape)];
    }
    return new Literal(out, y, type);
  }

  /**
   * Returns a tensor whose index j on the axis is this tensor's index {@code picks[j]}, or {@code
   * fill} for a pick below 0.
   */
  Literal picked(int axis, double fill, int... picks) {
    int[] dims = shape.dims();
    dims[axis] = picks.length;
    Shape out = Shape.of(dims);
    double[] y = new double[out.size()];
    for (int i = 0; i < y.length; i++) {
      int[] at = index(i, out);
      int pick = picks[at[axis]];
      at[axis] = Math.max(0, pick);
      y[i] = pick < 0 ? fill : values[offset(at, shape)];
    }
    return new Literal(out, y, type);
  }

  /**
   * Returns the indices {@code start + j · step} of the axis that lie before {@code end}; a step
   * may be negative.
   */
  Literal sliced(int axis, int start, int end, int step) {
    if (step == 0) {
      throw new IllegalArgumentException("a slice's step is 0");
    }
    int n = shape.dim(axis);
    long from =
        Math.max(step < 0 ? -1 : 0, Math.min(start < 0 ? start + n : start, step < 0 ? n - 1 : n));
    long to = Math.max(-1, Math.min(end < 0 ? Math.max((long) end + n, -1) : end, n));
    int count =
        (int)
            Math.max(0, step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step);
    return picked(
        axis, 0, IntStream.range(0, count).map(j -> (int) (from + (long) j * step)).toArray());
  }

  static Literal joined(List<Literal> parts, int axis) {
    Literal first = parts.get(0);
    parts.forEach(first::checkJoins);
    int[] dims = first.shape.dims();
    dims[axis] = parts.stream().mapToInt(p -> p.shape.dim(axis)).sum();
    Shape out = Shape.of(dims);
    double[] y = new double[out.size()];
    int start = 0;
    for (Literal part : parts) {
      for (int i = 0; i < part.values.length; i++) {
        int[] at = index(i, part.shape);
        at[axis] += start;
        y[offset(at, out)] = part.values[i];
      }
      start += part.shape.dim(axis);
    }
    return new Literal(out, y, first.type);
  }

  private void checkJoins(Literal other) {
    if (type != other.type || shape.rank() != other.shape.rank()) {
      throw new IllegalArgumentException(
          "%s of type %s does not join %s of type %s"
              .formatted(other.shape, other.type, shape, type));
    }
  }

  static int[] index(int flat, Shape shape) {
    int[] at = new int[shape.rank()];
    int rest = flat;
    for (int a = at.length - 1; a >= 0; a--) {
      at[a] = rest % shape.dim(a);
      rest /= shape.dim(a);
    }
    return at;
  }

  /**
   * Returns the flat position of an index of an equal or higher rank; extents of 1 are broadcast.
   */
  static int offset(int[] at, Shape shape) {
    int skip = at.length - shape.rank();
    int flat = 0;
    for (int a = 0; a < shape.rank(); a++) {
      flat = flat * shape.dim(a) + (shape.dim(a) == 1 ? 0 : at[a + skip]);
    }
    return flat;
  }
}
