package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.tensor.Shape;
import java.util.Arrays;
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
          "Mod",
          "Neg",
          "Abs",
          "Floor",
          "Ceil",
          "Sqrt",
          "Equal",
          "Less",
          "Greater",
          "Not",
          "And",
          "Or",
          "Where",
          "Size",
          "ReduceProd",
          "ConstantOfShape",
          "Range",
          "DequantizeLinear");

  private static final DoubleBinaryOperator REST = (a, b) -> a % b;

  private LiteralOperators() {}

  static boolean knows(String type) {
    return KNOWN.contains(type) || LiteralMoves.knows(type);
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
      case "Mod" -> arithmetic(in, n.integer("fmod", 0) == 0 ? LiteralOperators::modulo : REST);
      case "Neg" -> x.map(v -> -v);
      case "Abs" -> x.map(Math::abs);
      case "Floor" -> x.map(Math::floor);
      case "Ceil" -> x.map(Math::ceil);
      case "Sqrt" -> x.map(Math::sqrt);
      case "DequantizeLinear" -> dequantised(n, in);
      case "ConstantOfShape" -> filled(n, x);
      case "Range" -> range(in);
      case "Size" -> new Literal(Shape.of(), new double[] {x.values().length}, DataType.INT64);
      case "ReduceProd" -> product(n, in);
      default -> LiteralMoves.knows(n.type()) ? LiteralMoves.apply(n, in) : logic(n, in);
    };
  }

  private static Literal logic(OnnxNode n, List<@Nullable Literal> in) {
    return switch (n.type()) {
      case "Equal" -> truth(in, (a, b) -> a == b ? 1 : 0);
      case "Less" -> truth(in, (a, b) -> a < b ? 1 : 0);
      case "Greater" -> truth(in, (a, b) -> a > b ? 1 : 0);
      case "And" -> truth(in, (a, b) -> a != 0 && b != 0 ? 1 : 0);
      case "Or" -> truth(in, (a, b) -> a != 0 || b != 0 ? 1 : 0);
      case "Not" -> required(in, 0).map(v -> v == 0 ? 1 : 0);
      case "Where" -> chosen(required(in, 0), required(in, 1), required(in, 2));
      default -> throw new IllegalArgumentException("it cannot be computed when a file is read");
    };
  }

  private static Literal truth(List<@Nullable Literal> in, DoubleBinaryOperator f) {
    Literal result = arithmetic(in, f);
    return new Literal(result.shape(), result.values(), DataType.BOOL);
  }

  private static Literal chosen(Literal which, Literal a, Literal b) {
    // Products with 0 would make NaN of infinity, so the choice goes over indices.
    Literal either = a.combined(b, (x, y) -> 0);
    Shape out = Axes.broadcast(which.shape(), either.shape());
    checkSize(out.size());
    Literal zeros = new Literal(out, new double[out.size()], a.type());
    Literal first = zeros.combined(a, (x, y) -> y);
    Literal second = zeros.combined(b, (x, y) -> y);
    Literal mask = zeros.combined(which, (x, y) -> y);
    double[] y = new double[out.size()];
    Arrays.setAll(y, i -> mask.values()[i] != 0 ? first.values()[i] : second.values()[i]);
    return new Literal(out, y, a.type());
  }

  private static Literal product(OnnxNode n, List<@Nullable Literal> in) {
    Literal x = required(in, 0);
    boolean all = n.integers("axes") == null && !present(in, 1);
    if (!all || n.integer("keepdims", 1) != 0 && x.shape().rank() > 1) {
      throw new IllegalArgumentException("a product over some axes is not computed here");
    }
    double y = Arrays.stream(x.values()).reduce(1, (a, b) -> a * b);
    boolean keeps = n.integer("keepdims", 1) != 0 && x.shape().rank() == 1;
    return new Literal(keeps ? Shape.of(1) : Shape.of(), new double[] {y}, x.type()).as(x.type());
  }

  private static double modulo(double a, double b) {
    double rest = a % b;
    return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
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

  private static Literal filled(OnnxNode n, Literal shape) {
    if (Arrays.stream(shape.values()).anyMatch(v -> v < 0)) {
      throw new IllegalArgumentException("its shape is " + shape.toInts());
    }
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

  static boolean present(List<@Nullable Literal> in, int i) {
    return i < in.size() && in.get(i) != null;
  }

  static Literal required(List<@Nullable Literal> in, int i) {
    Literal x = i < in.size() ? in.get(i) : null;
    if (x == null) {
      throw new IllegalArgumentException("its input " + i + " is missing");
    }
    return x;
  }

  static void checkSize(long size) {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException("it asks for " + size + " numbers");
    }
  }
}
