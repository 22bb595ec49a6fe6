package io.manako.graph;

import static java.util.Map.entry;

import io.manako.graph.operation.ElementFunction;
import io.manako.graph.operation.Elementwise;
import io.manako.graph.operation.PairFunction;
import io.manako.graph.operation.Pairwise;
import io.manako.graph.operation.TensorOperation;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns ONNX's functions of one or two elements into nodes without fast kernels. */
final class OnnxElements {
  private static final Map<String, ElementFunction> FUNCTIONS =
      Map.ofEntries(
          entry("Abs", ElementFunction.ABS),
          entry("Acos", ElementFunction.ACOS),
          entry("Acosh", ElementFunction.ACOSH),
          entry("Asin", ElementFunction.ASIN),
          entry("Asinh", ElementFunction.ASINH),
          entry("Atan", ElementFunction.ATAN),
          entry("Atanh", ElementFunction.ATANH),
          entry("Ceil", ElementFunction.CEIL),
          entry("Cos", ElementFunction.COS),
          entry("Cosh", ElementFunction.COSH),
          entry("Erf", ElementFunction.ERF),
          entry("Exp", ElementFunction.EXP),
          entry("Floor", ElementFunction.FLOOR),
          entry("IsNaN", ElementFunction.IS_NAN),
          entry("Log", ElementFunction.LOG),
          entry("Mish", ElementFunction.MISH),
          entry("Neg", ElementFunction.NEG),
          entry("Not", ElementFunction.NOT),
          entry("Reciprocal", ElementFunction.RECIPROCAL),
          entry("Round", ElementFunction.ROUND),
          entry("Sign", ElementFunction.SIGN),
          entry("Sin", ElementFunction.SIN),
          entry("Sinh", ElementFunction.SINH),
          entry("Softplus", ElementFunction.SOFTPLUS),
          entry("Softsign", ElementFunction.SOFTSIGN),
          entry("Sqrt", ElementFunction.SQRT),
          entry("Tan", ElementFunction.TAN),
          entry("Tanh", ElementFunction.TANH));

  private static final Map<String, PairFunction> PAIRS =
      Map.ofEntries(
          entry("Pow", PairFunction.POW),
          entry("PRelu", PairFunction.PRELU),
          entry("Equal", PairFunction.EQUAL),
          entry("Less", PairFunction.LESS),
          entry("LessOrEqual", PairFunction.LESS_OR_EQUAL),
          entry("Greater", PairFunction.GREATER),
          entry("GreaterOrEqual", PairFunction.GREATER_OR_EQUAL),
          entry("And", PairFunction.AND),
          entry("Or", PairFunction.OR),
          entry("Xor", PairFunction.XOR));

  private static final Map<String, PairFunction> CHAINS =
      Map.of(
          "Add", PairFunction.ADD,
          "Sub", PairFunction.SUB,
          "Mul", PairFunction.MUL,
          "Div", PairFunction.DIV,
          "Sum", PairFunction.ADD,
          "Mean", PairFunction.ADD,
          "Max", PairFunction.MAX,
          "Min", PairFunction.MIN);

  private OnnxElements() {}

  /** Returns the function of one element that an operator computes, or null if it is none. */
  static @Nullable TensorOperation function(OnnxNode n) {
    ElementFunction plain = FUNCTIONS.get(n.type());
    if (plain != null) {
      return plain.operation();
    }
    DoubleUnaryOperator shaped = shaped(n);
    return shaped == null ? null : new Elementwise(shaped);
  }

  private static @Nullable DoubleUnaryOperator shaped(OnnxNode n) {
    return switch (n.type()) {
      case "Elu" -> elu(n.real("alpha", 1), 1);
      case "Selu" -> elu(n.real("alpha", 1.67326319f), n.real("gamma", 1.05070102f));
      case "Celu" -> celu(n.real("alpha", 1));
      case "ThresholdedRelu" -> above(n.real("alpha", 1));
      case "Shrink" -> shrink(n.real("bias", 0), n.real("lambd", 0.5f));
      case "Gelu" -> gelu(n.text("approximate", "none"));
      case "Swish" -> swish(n.real("alpha", 1));
      case "IsInf" -> infinite(n.integer("detect_negative", 1), n.integer("detect_positive", 1));
      default -> null;
    };
  }

  private static DoubleUnaryOperator elu(double alpha, double gamma) {
    return x -> gamma * (x < 0 ? alpha * StrictMath.expm1(x) : x);
  }

  private static DoubleUnaryOperator celu(double alpha) {
    return x -> Math.max(0, x) + Math.min(0, alpha * StrictMath.expm1(x / alpha));
  }

  private static DoubleUnaryOperator above(double threshold) {
    return x -> x > threshold ? x : 0;
  }

  private static DoubleUnaryOperator shrink(double bias, double lambda) {
    return x -> x < -lambda ? x + bias : x > lambda ? x - bias : 0;
  }

  private static DoubleUnaryOperator swish(double alpha) {
    return x -> x / (1 + StrictMath.exp(-alpha * x));
  }

  private static DoubleUnaryOperator infinite(int negative, int positive) {
    return x ->
        (positive != 0 && x == Double.POSITIVE_INFINITY)
                || (negative != 0 && x == Double.NEGATIVE_INFINITY)
            ? 1
            : 0;
  }

  private static DoubleUnaryOperator gelu(String approximation) {
    return switch (approximation) {
      case "none" -> ElementFunction.GELU.operation().function();
      case "tanh" -> ElementFunction.GELU_TANH.operation().function();
      default ->
          throw new IllegalArgumentException("its attribute approximate is " + approximation);
    };
  }

  /** Returns whether an operator combines the elements of two or more values. */
  static boolean combines(String type) {
    return PAIRS.containsKey(type) || CHAINS.containsKey(type) || type.equals("Mod");
  }

  /**
   * Adds the nodes of an operator that {@link #combines} values, from the left.
   *
   * @param whole whether the values hold integers, whose quotient is truncated
   */
  static void combine(OnnxGraph graph, OnnxNode n, boolean whole) {
    PairFunction function = pair(n, whole);
    String value = graph.operand(n.input(0));
    int count = n.inputCount();
    boolean averages = n.type().equals("Mean");
    if (count == 1) {
      graph.add(new MoveNode.Identity(n.name(), n.output(), value));
    }
    for (int i = 1; i < count; i++) {
      boolean last = i == count - 1 && !averages;
      String name = last ? n.name() : graph.unique(n.name() + "." + i);
      String output = last ? n.output() : n.output() + "." + i;
      List<String> inputs = List.of(value, graph.operand(n.input(i)));
      value = graph.add(new TensorNode(name, output, inputs, new Pairwise(function)));
    }
    if (averages && count > 1) {
      TensorOperation share = new Elementwise(x -> x / count);
      graph.add(new TensorNode(n.name(), n.output(), List.of(value), share));
    }
  }

  private static PairFunction pair(OnnxNode n, boolean whole) {
    if (n.type().equals("Mod")) {
      return n.integer("fmod", 0) == 0 ? PairFunction.MOD : PairFunction.REMAINDER;
    } else if (n.type().equals("Div") && whole) {
      return PairFunction.WHOLE_DIV;
    }
    PairFunction chained = CHAINS.get(n.type());
    PairFunction pair = chained == null ? PAIRS.get(n.type()) : chained;
    if (pair == null) {
      throw OnnxTable.unknown(n);
    }
    return pair;
  }
}
