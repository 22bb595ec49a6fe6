package io.manako.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.manako.graph.Node.Binary.Operator;
import io.manako.graph.Node.LocalResponseNorm.Coefficients;
import io.manako.graph.operation.ElementFunction;
import io.manako.graph.operation.Elementwise;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns ONNX's operators into nodes. */
final class OnnxOperators {
  private OnnxOperators() {}

  /**
   * Adds the nodes of an operator; throws {@link IllegalArgumentException} if the operator is not
   * supported.
   */
  static void add(OnnxGraph graph, OnnxNode n) {
    boolean constant = n.inputs().stream().allMatch(graph::isLiteral);
    boolean whole = OnnxElements.combines(n.type()) && graph.whole(n.input(0)) != null;
    if (whole || (constant && !n.type().equals("Identity"))) {
      OnnxTensors.add(graph, n);
    } else {
      addKnown(graph, n);
    }
  }

  private static void addKnown(OnnxGraph graph, OnnxNode n) {
    switch (n.type()) {
      case "Conv",
          "ConvTranspose",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "GlobalMaxPool" ->
          OnnxWindows.add(graph, n);
      case "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Concat",
          "Split",
          "Slice",
          "Pad",
          "Resize",
          "Upsample" ->
          OnnxMoves.add(graph, n);
      case "Gemm", "MatMul" -> OnnxDense.add(graph, n);
      case "BatchNormalization" -> batchNorm(graph, n);
      case "ReduceMean" -> mean(graph, n);
      case "Softmax" -> softmax(graph, n);
      case "LRN" -> responseNorm(graph, n);
      case "QuantizeLinear" -> OnnxQuantisation.quantise(graph, n);
      case "DequantizeLinear" -> OnnxQuantisation.dequantise(graph, n);
      case "Dropout" -> dropout(graph, n);
      case "Cast" -> cast(graph, n);
      case "Add" -> binary(graph, n, Operator.ADD);
      case "Sub" -> binary(graph, n, Operator.SUB);
      case "Mul" -> binary(graph, n, Operator.MUL);
      case "Div" -> binary(graph, n, Operator.DIV);
      case "Identity" -> graph.add(new MoveNode.Identity(n.name(), n.output(), n.input(0)));
      default -> pointwise(graph, n);
    }
  }

  private static void pointwise(OnnxGraph graph, OnnxNode n) {
    @Nullable Activation activation =
        switch (n.type()) {
          case "Relu" -> Activation.RELU;
          case "Sigmoid" -> Activation.SIGMOID;
          case "HardSwish" -> Activation.HARD_SWISH;
          case "LeakyRelu" -> Activation.leakyRelu(n.real("alpha", 0.01f));
          case "Clip" -> clip(bound(graph, n, 1, "min"), bound(graph, n, 2, "max"));
          case "Max" -> hasBound(graph, n) ? clip(otherBound(graph, n), null) : null;
          case "Min" -> hasBound(graph, n) ? clip(null, otherBound(graph, n)) : null;
          case "HardSigmoid" -> hardSigmoid(graph, n);
          default -> null;
        };
    if (activation == null) {
      OnnxTensors.add(graph, n);
    } else if (activation.kind() != Activation.Kind.NONE) {
      activate(graph, n, movingInput(graph, n), activation);
    }
  }

  static void activate(OnnxGraph graph, OnnxNode n, String x, Activation activation) {
    graph.add(new Node.Activate(n.name(), n.output(), x, activation));
  }

  private static String movingInput(OnnxGraph graph, OnnxNode n) {
    String first = n.input(0);
    return graph.isConstant(first) && n.inputCount() > 1 ? n.input(1) : first;
  }

  /** Returns a bound: an attribute before opset 11, an input since then. */
  private static @Nullable Float bound(OnnxGraph graph, OnnxNode n, int input, String attribute) {
    String value = n.optional(input);
    if (n.has(attribute)) {
      return n.real(attribute, 0);
    }
    return value == null ? null : (float) graph.fixed(value).scalar();
  }

  /** Returns whether a node compares one value with one number, which adds no axes. */
  private static boolean hasBound(OnnxGraph graph, OnnxNode n) {
    if (n.inputCount() != 2 || n.inputs().stream().noneMatch(graph::isConstant)) {
      return false;
    }
    boolean first = graph.isConstant(n.input(0));
    Shape bound = graph.shape(n.input(first ? 0 : 1));
    return bound.size() == 1 && bound.rank() <= graph.shape(n.input(first ? 1 : 0)).rank();
  }

  /** Returns the one number that a value is compared with. */
  private static Float otherBound(OnnxGraph graph, OnnxNode n) {
    boolean first = graph.isConstant(n.input(0));
    Literal bound = graph.fixed(n.input(first ? 0 : 1));
    return (float) bound.scalar();
  }

  static Activation clip(@Nullable Float low, @Nullable Float high) {
    return Activation.clip(
        low == null ? -Float.MAX_VALUE : low, high == null ? Float.MAX_VALUE : high);
  }

  /**
   * Returns {@link Activation#HARD_SIGMOID} for MobileNetV3's slope of a sixth and shift of ½.
   * Otherwise, as for ONNX's default slope of 0.2, adds the arithmetic and returns {@link
   * Activation#NONE}.
   */
  private static Activation hardSigmoid(OnnxGraph graph, OnnxNode n) {
    float alpha = n.real("alpha", 0.2f);
    float beta = n.real("beta", 0.5f);
    if (Math.abs(alpha - 1 / 6f) < 1e-6f && beta == 0.5f) {
      return Activation.HARD_SIGMOID;
    }
    String out = n.output();
    String a = graph.addConstant(out + ".alpha", Tensor.of(Shape.of(), alpha));
    String b = graph.addConstant(out + ".beta", Tensor.of(Shape.of(), beta));
    String scaled =
        graph.add(
            new Node.Binary(
                graph.unique(n.name() + ".scale"), out + ".scaled", n.input(0), a, Operator.MUL));
    String shifted =
        graph.add(
            new Node.Binary(
                graph.unique(n.name() + ".shift"), out + ".shifted", scaled, b, Operator.ADD));
    activate(graph, n, shifted, Activation.clip(0, 1));
    return Activation.NONE;
  }

  private static void responseNorm(OnnxGraph graph, OnnxNode n) {
    int size = n.integer("size", 0);
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException("its size " + size + " is no odd number of channels");
    }
    Coefficients coefficients =
        new Coefficients(n.real("alpha", 1e-4f), n.real("beta", 0.75f), n.real("bias", 1));
    graph.add(new Node.LocalResponseNorm(n.name(), n.output(), n.input(0), size, coefficients));
  }

  private static void binary(OnnxGraph graph, OnnxNode n, Operator operator) {
    graph.add(new Node.Binary(n.name(), n.output(), n.input(0), n.input(1), operator));
  }

  private static void cast(OnnxGraph graph, OnnxNode n) {
    DataType to = DataType.forNumber(n.integer("to", 0));
    if (to == null) {
      throw new IllegalArgumentException("it casts to the unknown type " + n.integer("to", 0));
    }
    switch (to) {
      // Half precision gains nothing here, so its numbers stay in single precision.
      case FLOAT, FLOAT16, BFLOAT16, DOUBLE -> toReal(graph, n);
      case INT32, INT64 ->
          OnnxTensors.add(graph, n, ElementFunction.TRUNCATE.operation(), n.input(0));
      case BOOL -> OnnxTensors.add(graph, n, ElementFunction.TRUTH.operation(), n.input(0));
      default ->
          throw new IllegalArgumentException(
              "it casts a computed value to the type "
                  + to
                  + ", whose range is not known to hold it");
    }
  }

  private static void toReal(OnnxGraph graph, OnnxNode n) {
    DoubleUnaryOperator rounding = OnnxWholes.toReal(graph.whole(n.input(0)));
    if (rounding == null) {
      graph.add(new MoveNode.Identity(n.name(), n.output(), n.input(0)));
    } else {
      OnnxTensors.add(graph, n, new Elementwise(rounding), n.input(0));
    }
  }

  private static void batchNorm(OnnxGraph graph, OnnxNode n) {
    Node.BatchNorm.Parameters parameters =
        new Node.BatchNorm.Parameters(n.input(1), n.input(2), n.input(3), n.input(4));
    float epsilon = n.real("epsilon", 1e-5f);
    graph.add(new Node.BatchNorm(n.name(), n.output(), n.input(0), parameters, epsilon));
  }

  private static void mean(OnnxGraph graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    String given = n.optional(1);
    List<Integer> axes = given == null ? n.integers("axes") : graph.fixed(given).toInts();
    boolean none = axes == null || axes.isEmpty();
    if (none && n.integer("noop_with_empty_axes", 0) != 0) {
      graph.add(new MoveNode.Identity(n.name(), n.output(), n.input(0)));
      return;
    } else if (none) {
      OnnxTensors.reduce(graph, n);
      return;
    }
    List<Integer> sorted = axes.stream().map(a -> Axes.axis(x, a)).distinct().sorted().toList();
    boolean keep = n.integer("keepdims", 1) != 0;
    graph.add(new Node.ReduceMean(n.name(), n.output(), n.input(0), sorted, keep));
  }

  private static void softmax(OnnxGraph graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    boolean joins = n.opset() < 13;
    int axis = Axes.axis(x, n.integer("axis", joins ? 1 : -1));
    // Before opset 13, all axes from that one on were joined into one.
    for (int i = axis + 1; joins && i < x.rank(); i++) {
      if (x.dim(i) != 1) {
        OnnxTensors.softmax(graph, n, false);
        return;
      }
    }
    graph.add(new Node.Softmax(n.name(), n.output(), n.input(0), axis));
  }

  private static void dropout(OnnxGraph graph, OnnxNode n) {
    String training = n.optional(2);
    if (training != null && graph.fixed(training).scalar() != 0) {
      throw new IllegalArgumentException(
          "its input training_mode (" + training + ") is true: export the network for inference");
    }
    graph.add(new MoveNode.Identity(n.name(), n.output(), n.input(0)));
  }
}
