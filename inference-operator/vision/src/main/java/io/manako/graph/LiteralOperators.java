package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes operators while a file is read, where their inputs are known: shapes, paddings,
 * quantised weights.
 */
final class LiteralOperators {
  /**
   * Maximum size of a result, in numbers, so that a few bytes of a file cannot request gigabytes.
   */
  private static final int MAX_SIZE = 1 << 22;

  private static final Set<String> KNOWN =
      Set.of(
          "Cast",
          "Identity",
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Floor",
          "Ceil",
          "Sqrt",
          "Gather",
          "Concat",
          "Slice",
          "Transpose",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "ConstantOfShape",
          "Range",
          "DequantizeLinear");

  private LiteralOperators() {}

  static boolean knows(String type) {
    return KNOWN.contains(type);
  }

  /** Returns the value of a {@code Constant}. */
  static Literal constant(OnnxNode n) {
    TensorProto tensor = n.tensor("value");
    if (tensor != null) {
      return OnnxTensor.read(tensor);
    }
    List<Float> reals = n.reals("value_floats");
    if (n.has("value_float")) {
      return new Literal(Shape.of(), new double[] {n.real("value_float", 0)}, DataType.FLOAT);
    } else if (reals != null) {
      double[] d = reals.stream().mapToDouble(v -> v).toArray();
      return new Literal(Shape.of(d.length), d, DataType.FLOAT);
    } else if (n.has("value_int")) {
      return new Literal(Shape.of(), new double[] {n.integer("value_int", 0)}, DataType.INT64);
    }
    List<Integer> ints = n.integers("value_ints");
    if (ints == null) {
      throw new IllegalArgumentException("the constant has no numbers");
    }
    return Literal.ofInts(ints.stream().mapToInt(v -> v).toArray());
  }

  /**
   * Returns the result of an operator that {@link #knows} names.
   *
   * @param in inputs of the operator; null where one is omitted
   */
  static Literal apply(OnnxNode n, List<@Nullable Literal> in) {
    Literal x = required(in, 0);
    return switch (n.type()) {
      case "Identity" -> x;
      case "Cast" -> cast(n, x);
      case "Add" -> arithmetic(in, Double::sum);
      case "Sub" -> arithmetic(in, (a, b) -> a - b);
      case "Mul" -> arithmetic(in, (a, b) -> a * b);
      case "Div" -> arithmetic(in, (a, b) -> a / b);
      case "Floor" -> x.map(Math::floor);
      case "Ceil" -> x.map(Math::ceil);
      case "Sqrt" -> x.map(Math::sqrt);
      case "DequantizeLinear" -> dequantised(n, in);
      case "ConstantOfShape" -> filled(n, x);
      case "Range" -> range(in);
      default -> moved(n, in);
    };
  }

  private static Literal moved(OnnxNode n, List<@Nullable Literal> in) {
    Literal x = required(in, 0);
    return switch (n.type()) {
      case "Gather" -> gathered(n, x, required(in, 1));
      case "Concat" -> joined(n, in);
      case "Slice" -> sliced(x, in);
      case "Transpose" -> x.transposed(n.integers("perm", reversed(x.shape().rank())));
      case "Reshape" -> {
        List<Integer> target = required(in, 1).toInts();
        OnnxMoves.checkZeros(n, target.contains(0));
        yield x.reshaped(Axes.reshaped(x.shape(), target));
      }
      case "Flatten" -> x.reshaped(Axes.flattened(x.shape(), n.integer("axis", 1)));
      case "Squeeze" -> x.reshaped(Axes.squeezed(x.shape(), axes(n, in)));
      case "Unsqueeze" -> x.reshaped(Axes.unsqueezed(x.shape(), axes(n, in)));
      default -> throw new IllegalArgumentException("it cannot be computed when a file is read");
    };
  }

  private static Literal cast(OnnxNode n, Literal x) {
    DataType to = DataType.forNumber(n.integer("to", 0));
    if (to == null) {
      throw new IllegalArgumentException("it casts to the unknown type " + n.integer("to", 0));
    }
    return x.as(to);
  }

  private static Literal arithmetic(List<@Nullable Literal> in, DoubleBinaryOperator f) {
    Literal a = required(in, 0);
    Literal b = required(in, 1);
    if (a.type() != b.type()) {
      throw new IllegalArgumentException("it combines %s and %s".formatted(a.type(), b.type()));
    }
    checkSize(Axes.broadcast(a.shape(), b.shape()).size());
    return a.combined(b, f);
  }

  private static Literal gathered(OnnxNode n, Literal x, Literal indices) {
    int axis = Axes.axis(x.shape(), n.integer("axis", 0));
    int size = x.shape().dim(axis);
    int[] picks = indices.toInts().stream().mapToInt(i -> i < 0 ? i + size : i).toArray();
    if (Arrays.stream(picks).anyMatch(i -> i < 0 || i >= size)) {
      throw new IllegalArgumentException(
          "index " + indices.toInts() + " is outside of " + x.shape());
    }
    List<Integer> out = new ArrayList<>();
    IntStream.range(0, axis).map(x.shape()::dim).forEach(out::add);
    IntStream.of(indices.shape().dims()).forEach(out::add);
    IntStream.range(axis + 1, x.shape().rank()).map(x.shape()::dim).forEach(out::add);
    Shape shape = Shape.of(out.stream().mapToInt(v -> v).toArray());
    checkSize(shape.size());
    return x.picked(axis, picks).reshaped(shape);
  }

  private static Literal joined(OnnxNode n, List<@Nullable Literal> in) {
    List<Literal> parts = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      parts.add(required(in, i));
    }
    return Literal.joined(parts, Axes.axis(parts.get(0).shape(), n.integer("axis", 0)));
  }

  private static Literal sliced(Literal x, List<@Nullable Literal> in) {
    List<Integer> starts = required(in, 1).toInts();
    List<Integer> ends = required(in, 2).toInts();
    List<Integer> axes = present(in, 3) ? required(in, 3).toInts() : null;
    List<Integer> steps = present(in, 4) ? required(in, 4).toInts() : null;
    OnnxMoves.checkSlices(starts, ends, axes, steps);
    Literal y = x;
    for (int i = 0; i < starts.size(); i++) {
      int axis = axes == null ? i : axes.get(i);
      int step = steps == null ? 1 : steps.get(i);
      y = y.sliced(Axes.axis(x.shape(), axis), starts.get(i), ends.get(i), step);
    }
    return y;
  }

  private static Literal filled(OnnxNode n, Literal shape) {
    Shape s = Shape.of(shape.toInts().stream().mapToInt(v -> v).toArray());
    checkSize(s.size());
    TensorProto value = n.tensor("value");
    Literal fill = value == null ? null : OnnxTensor.read(value);
    double[] values = new double[s.size()];
    Arrays.fill(values, fill == null ? 0 : fill.scalar());
    return new Literal(s, values, fill == null ? DataType.FLOAT : fill.type());
  }

  private static Literal range(List<@Nullable Literal> in) {
    double start = required(in, 0).scalar();
    double step = required(in, 2).scalar();
    double count = Math.ceil((required(in, 1).scalar() - start) / step);
    checkSize((long) count);
    double[] values = IntStream.range(0, (int) count).mapToDouble(i -> start + i * step).toArray();
    DataType type = required(in, 0).type();
    return new Literal(Shape.of(values.length), values, type).as(type);
  }

  /** Returns (x − zero point) · scale, with both per tensor or per index of the axis. */
  private static Literal dequantised(OnnxNode n, List<@Nullable Literal> in) {
    Literal x = required(in, 0);
    Literal scale = required(in, 1);
    int axis = scale.values().length == 1 ? 0 : Axes.axis(x.shape(), n.integer("axis", 1));
    Literal zero = present(in, 2) ? required(in, 2) : scale.map(v -> 0);
    int inner = 1;
    for (int a = axis + 1; a < x.shape().rank(); a++) {
      inner *= x.shape().dim(a);
    }
    int channels = scale.values().length;
    if ((channels > 1 && x.shape().dim(axis) != channels) || zero.values().length != channels) {
      throw new IllegalArgumentException(
          "scales "
              + scale.shape()
              + " and zero points "
              + zero.shape()
              + " do not fit "
              + x.shape());
    }
    double[] y = new double[x.values().length];
    for (int i = 0; i < y.length; i++) {
      int c = channels == 1 ? 0 : i / inner % channels;
      y[i] = (x.values()[i] - zero.values()[c]) * scale.values()[c];
    }
    DataType type = OnnxQuantisation.dequantisedType(n, scale);
    return new Literal(x.shape(), y, type).as(type);
  }

  /**
   * Returns the axes of a squeeze or an unsqueeze: an attribute before opset 13, an input since
   * then.
   */
  private static @Nullable List<Integer> axes(OnnxNode n, List<@Nullable Literal> in) {
    return present(in, 1) ? required(in, 1).toInts() : n.integers("axes");
  }

  private static List<Integer> reversed(int rank) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.reverse(axes);
    return axes;
  }

  private static boolean present(List<@Nullable Literal> in, int i) {
    return i < in.size() && in.get(i) != null;
  }

  private static Literal required(List<@Nullable Literal> in, int i) {
    Literal x = i < in.size() ? in.get(i) : null;
    if (x == null) {
      throw new IllegalArgumentException("its input " + i + " is missing");
    }
    return x;
  }

  private static void checkSize(long size) {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException("it asks for " + size + " numbers");
    }
  }
}
