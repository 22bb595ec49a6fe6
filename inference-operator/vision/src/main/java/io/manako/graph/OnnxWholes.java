package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Follows integers and truth values through the nodes. The engine computes them in single
 * precision, which is exact up to 2²⁴, so whatever could leave this range is refused.
 */
final class OnnxWholes {
  private static final double EXACT = 1 << 24;

  private static final Set<String> MOVES =
      Set.of(
          "Identity",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Concat",
          "Split",
          "Slice",
          "Expand",
          "Tile",
          "Pad",
          "Gather",
          "GatherElements",
          "GatherND",
          "ReduceMax",
          "ReduceMin",
          "Max",
          "Min",
          "Abs",
          "Neg",
          "TopK");

  private static final Set<String> ARITHMETIC = Set.of("Add", "Sub", "Mul", "Div", "Mod");

  private static final Set<String> COMPARISONS =
      Set.of("Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual");

  private static final Set<String> LOGIC = Set.of("Not", "And", "Or", "Xor");

  private OnnxWholes() {}

  /**
   * Whole numbers that a value holds.
   *
   * @param type data type in the file, BOOL for truth values
   * @param most greatest magnitude, infinite if unknown; NaN for a picture's samples, which are
   *     rounded only when they become real numbers
   */
  record Whole(DataType type, double most) {}

  /** Returns what pictures of an integer type hold. */
  static Whole picture(DataType type) {
    return new Whole(type, Double.NaN);
  }

  /** Returns the function that makes real numbers of a value, or null if it changes none. */
  static @Nullable DoubleUnaryOperator toReal(@Nullable Whole whole) {
    if (whole == null || !Double.isNaN(whole.most())) {
      return null;
    }
    return whole.type() == DataType.UINT8
        ? x -> Math.max(0, Math.min(255, Math.rint(x)))
        : Math::rint;
  }

  /**
   * Returns what a node's first output holds, or null for real numbers.
   *
   * @throws IllegalArgumentException if the node would compute with integers beyond single
   *     precision
   */
  static @Nullable Whole passedOn(OnnxGraph graph, OnnxNode n) {
    if (MOVES.contains(n.type())) {
      boolean joins = Set.of("Concat", "Max", "Min").contains(n.type());
      return joins ? joint(graph, n.inputs()) : graph.whole(n.input(0));
    } else if (ARITHMETIC.contains(n.type())) {
      return bounded(graph, n, joint(graph, n.inputs()));
    } else if (COMPARISONS.contains(n.type())) {
      Whole compared = joint(graph, n.inputs());
      if (compared != null && Double.isNaN(compared.most())) {
        throw new IllegalArgumentException(
            "it compares a picture of integers: cast it to float first");
      }
      return new Whole(DataType.BOOL, 1);
    } else if (LOGIC.contains(n.type())) {
      n.inputs().forEach(v -> checkTruth(graph, v));
      return new Whole(DataType.BOOL, 1);
    }
    return switch (n.type()) {
      case "Where" -> {
        checkTruth(graph, n.input(0));
        yield joint(graph, List.of(n.input(1), n.input(2)));
      }
      case "Cast" -> cast(n, graph.whole(n.input(0)));
      case "NonMaxSuppression" -> OnnxRows.indices(graph, n);
      case "IsNaN", "IsInf" -> new Whole(DataType.BOOL, 1);
      case "ArgMax", "ArgMin" -> index(graph, n, 0);
      default -> real(graph, n);
    };
  }

  /**
   * Returns what indices along the axis of a node hold.
   *
   * @param otherwise axis by default
   */
  static Whole index(OnnxGraph graph, OnnxNode n, int otherwise) {
    Shape x = graph.shape(n.input(0));
    int extent = x.dim(Axes.axis(x, n.integer("axis", otherwise)));
    if (extent > EXACT) {
      throw new IllegalArgumentException(
          "it numbers " + extent + " elements, at most 2^24 are known");
    }
    return new Whole(DataType.INT64, extent - 1);
  }

  /** Returns what a cast holds; integers keep their bound. */
  private static @Nullable Whole cast(OnnxNode n, @Nullable Whole from) {
    DataType to = DataType.forNumber(n.integer("to", 0));
    return to == null || !OnnxTensor.isInteger(to)
        ? null
        : new Whole(to, to == DataType.BOOL ? 1 : bound(from));
  }

  private static double bound(@Nullable Whole from) {
    return from == null || Double.isNaN(from.most()) ? Double.POSITIVE_INFINITY : from.most();
  }

  private static @Nullable Whole real(OnnxGraph graph, OnnxNode n) {
    for (int i = 0; i < n.inputCount(); i++) {
      String value = n.optional(i);
      boolean data = value != null && (i == 0 || !graph.isLiteral(value));
      Whole whole = data ? graph.whole(value) : null;
      if (whole != null) {
        throw new IllegalArgumentException(
            "it computes with %s of type %s, for which only real numbers are known"
                .formatted(value, whole.type()));
      }
    }
    return null;
  }

  private static @Nullable Whole joint(OnnxGraph graph, List<String> values) {
    Whole first = graph.whole(values.get(0));
    double most = 0;
    for (String value : values) {
      Whole whole = graph.whole(value);
      if ((whole == null) != (first == null)
          || (whole != null && first != null && whole.type() != first.type())) {
        throw new IllegalArgumentException(
            "its values %s are not all of one type".formatted(values));
      }
      most = whole == null ? 0 : Math.max(most, whole.most());
    }
    return first == null ? null : new Whole(first.type(), most);
  }

  private static @Nullable Whole bounded(OnnxGraph graph, OnnxNode n, @Nullable Whole joint) {
    if (joint == null) {
      return null;
    }
    double most =
        switch (n.type()) {
          case "Add", "Sub" -> 2 * joint.most();
          case "Mul" -> product(graph, n.inputs());
          case "Div" -> quotient(graph, n);
          default -> joint.most();
        };
    if (!(most <= EXACT)) {
      throw new IllegalArgumentException(
          "it computes with integers of type %s that may be beyond 2^24".formatted(joint.type()));
    }
    return new Whole(joint.type(), most);
  }

  private static double quotient(OnnxGraph graph, OnnxNode n) {
    Whole dividend = graph.whole(n.input(0));
    double most = dividend == null ? 0 : dividend.most();
    Literal divisor = graph.forOne().own(n.input(1));
    double least =
        divisor == null ? 1 : Arrays.stream(divisor.values()).map(Math::abs).min().orElse(1);
    return most > EXACT ? most : Math.ceil(most / Math.max(1, least));
  }

  private static double product(OnnxGraph graph, List<String> values) {
    double most = 1;
    for (String value : values) {
      Whole whole = graph.whole(value);
      most *= whole == null ? 1 : whole.most();
    }
    return most;
  }

  private static void checkTruth(OnnxGraph graph, String value) {
    Whole whole = graph.whole(value);
    if (whole == null || whole.type() != DataType.BOOL) {
      throw new IllegalArgumentException(value + " holds no truth values");
    }
  }
}
