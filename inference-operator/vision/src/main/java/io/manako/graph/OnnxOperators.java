package io.manako.graph;

import io.manako.graph.Node.Binary.Operator;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns ONNX's operators into nodes. */
final class OnnxOperators {
  private OnnxOperators() {}

  /** Throws {@link IllegalArgumentException} for an operator that is not known. */
  static void add(OnnxImport graph, OnnxNode n) {
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
          "Resize" ->
          OnnxMoves.add(graph, n);
      case "Gemm" -> gemm(graph, n);
      case "MatMul" -> matMul(graph, n);
      case "BatchNormalization" -> batchNorm(graph, n);
      case "ReduceMean" -> mean(graph, n);
      case "Softmax" -> softmax(graph, n);
      case "LRN" -> responseNorm(graph, n);
      case "QuantizeLinear" -> OnnxQuantisation.quantise(graph, n);
      case "DequantizeLinear" -> OnnxQuantisation.dequantise(graph, n);
      case "Dropout" -> dropout(graph, n);
      case "Cast" -> cast(graph, n);
      case "Add", "Sum" -> binary(graph, n, Operator.ADD);
      case "Sub" -> binary(graph, n, Operator.SUB);
      case "Mul" -> binary(graph, n, Operator.MUL);
      case "Div" -> binary(graph, n, Operator.DIV);
      case "Identity" -> graph.add(new Node.Identity(n.name(), n.output(), n.input(0)));
      default -> pointwise(graph, n);
    }
  }

  private static void pointwise(OnnxImport graph, OnnxNode n) {
    Activation activation =
        switch (n.type()) {
          case "Relu" -> Activation.RELU;
          case "Sigmoid" -> Activation.SIGMOID;
          case "HardSwish" -> Activation.HARD_SWISH;
          case "LeakyRelu" -> Activation.leakyRelu(n.real("alpha", 0.01f));
          case "Clip" -> clip(bound(graph, n, 1), bound(graph, n, 2));
          case "Max" -> clip(otherBound(graph, n), null);
          case "Min" -> clip(null, otherBound(graph, n));
          case "HardSigmoid" -> hardSigmoid(graph, n);
          default -> throw OnnxTable.unknown(n);
        };
    if (activation.kind() != Activation.Kind.NONE) {
      activate(graph, n, movingInput(graph, n), activation);
    }
  }

  static void activate(OnnxImport graph, OnnxNode n, String x, Activation activation) {
    graph.add(new Node.Activate(n.name(), n.output(), x, activation));
  }

  private static String movingInput(OnnxImport graph, OnnxNode n) {
    String first = n.input(0);
    return graph.isConstant(first) && n.inputCount() > 1 ? n.input(1) : first;
  }

  private static @Nullable Float bound(OnnxImport graph, OnnxNode n, int input) {
    String value = n.optional(input);
    return value == null ? null : (float) graph.fixed(value).scalar();
  }

  /** The one number that a value is compared with. */
  private static Float otherBound(OnnxImport graph, OnnxNode n) {
    if (n.inputCount() != 2) {
      throw new IllegalArgumentException("only a comparison with one number is known");
    }
    boolean first = graph.isConstant(n.input(0));
    Literal bound = graph.fixed(n.input(first ? 0 : 1));
    if (bound.shape().rank() > graph.shape(n.input(first ? 1 : 0)).rank()) {
      throw new IllegalArgumentException(
          "a number of shape " + bound.shape() + " adds axes to the other input");
    }
    return (float) bound.scalar();
  }

  static Activation clip(@Nullable Float low, @Nullable Float high) {
    return Activation.clip(
        low == null ? -Float.MAX_VALUE : low, high == null ? Float.MAX_VALUE : high);
  }

  /** ONNX's default slope is 0.2; MobileNetV3's is a sixth. Others are spelled out. */
  private static Activation hardSigmoid(OnnxImport graph, OnnxNode n) {
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

  private static void responseNorm(OnnxImport graph, OnnxNode n) {
    int size = n.integer("size", 0);
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException("its size " + size + " is no odd number of channels");
    }
    float alpha = n.real("alpha", 1e-4f);
    float beta = n.real("beta", 0.75f);
    float bias = n.real("bias", 1);
    graph.add(
        new Node.LocalResponseNorm(n.name(), n.output(), n.input(0), size, alpha, beta, bias));
  }

  private static void binary(OnnxImport graph, OnnxNode n, Operator operator) {
    if (n.inputCount() != 2) {
      throw new IllegalArgumentException(
          "it joins " + n.inputCount() + " values, two are known: write it as a chain");
    }
    graph.add(new Node.Binary(n.name(), n.output(), n.input(0), n.input(1), operator));
  }

  private static void cast(OnnxImport graph, OnnxNode n) {
    if (n.integer("to", 0) != 1) {
      throw new IllegalArgumentException(
          "it casts a computed value to ONNX's type "
              + n.integer("to", 0)
              + "; only float is known");
    }
    graph.add(new Node.Identity(n.name(), n.output(), n.input(0)));
  }

  /** α · A · B + β · C with a constant B, folded to x · Wᵀ + b. */
  private static void gemm(OnnxImport graph, OnnxNode n) {
    Tensor b = graph.weights(n.input(1));
    Tensor rows = n.integer("transB", 0) == 0 ? transposed(b) : b;
    String weights = graph.addConstant(n.output() + ".weights", scaled(rows, n.real("alpha", 1)));
    String c = n.optional(2);
    String bias = null;
    if (c != null) {
      int out = rows.shape().dim(0);
      bias =
          graph.addConstant(n.output() + ".bias", spread(graph.weights(c), out, n.real("beta", 1)));
    }
    graph.add(new Node.Dense(n.name(), n.output(), n.input(0), weights, bias));
  }

  private static void matMul(OnnxImport graph, OnnxNode n) {
    Tensor rows = transposed(graph.weights(n.input(1)));
    String weights = graph.addConstant(n.output() + ".weights", rows);
    graph.add(new Node.Dense(n.name(), n.output(), n.input(0), weights, null));
  }

  private static Tensor transposed(Tensor m) {
    if (m.shape().rank() != 2) {
      throw new IllegalArgumentException("its weights " + m.shape() + " are no matrix");
    }
    int rows = m.shape().dim(0);
    int columns = m.shape().dim(1);
    float[] t = new float[rows * columns];
    for (int i = 0; i < t.length; i++) {
      t[i] = m.data().get(i % rows * columns + i / rows);
    }
    return Tensor.of(Shape.of(columns, rows), t);
  }

  private static Tensor scaled(Tensor m, float factor) {
    float[] data = m.toArray();
    for (int i = 0; i < data.length; i++) {
      data[i] *= factor;
    }
    return Tensor.of(m.shape(), data);
  }

  private static Tensor spread(Tensor c, int out, float factor) {
    int size = c.shape().size();
    if (size != 1 && (size != out || c.shape().dim(-1) != out)) {
      throw new IllegalArgumentException(
          "a bias of shape " + c.shape() + " for " + out + " outputs");
    }
    float[] data = new float[out];
    for (int i = 0; i < out; i++) {
      data[i] = factor * c.data().get(size == 1 ? 0 : i);
    }
    return Tensor.of(Shape.of(out), data);
  }

  private static void batchNorm(OnnxImport graph, OnnxNode n) {
    graph.add(
        new Node.BatchNorm(
            n.name(),
            n.output(),
            n.input(0),
            n.input(1),
            n.input(2),
            n.input(3),
            n.input(4),
            n.real("epsilon", 1e-5f)));
  }

  private static void mean(OnnxImport graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    String given = n.optional(1);
    List<Integer> axes = given == null ? n.integers("axes") : graph.fixed(given).toInts();
    boolean none = axes == null || axes.isEmpty();
    if (none && n.integer("noop_with_empty_axes", 0) != 0) {
      graph.add(new Node.Identity(n.name(), n.output(), n.input(0)));
      return;
    } else if (none) {
      throw new IllegalArgumentException(
          "a mean over every axis, the batch included, is not known");
    }
    List<Integer> sorted =
        axes.stream().map(a -> ShapeInference.axis(x, a)).distinct().sorted().toList();
    boolean keep = n.integer("keepdims", 1) != 0;
    graph.add(new Node.ReduceMean(n.name(), n.output(), n.input(0), sorted, keep));
  }

  private static void softmax(OnnxImport graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    boolean joins = n.opset() < 13;
    int axis = ShapeInference.axis(x, n.integer("axis", joins ? 1 : -1));
    // Before opset 13 all axes from that one on were one.
    for (int i = axis + 1; joins && i < x.rank(); i++) {
      if (x.dim(i) != 1) {
        throw new IllegalArgumentException("a softmax over several axes of " + x + " is not known");
      }
    }
    graph.add(new Node.Softmax(n.name(), n.output(), n.input(0), axis));
  }

  private static void dropout(OnnxImport graph, OnnxNode n) {
    String training = n.optional(2);
    if (training != null && graph.fixed(training).scalar() != 0) {
      throw new IllegalArgumentException(
          "its input training_mode (" + training + ") is true: export the network for inference");
    }
    graph.add(new Node.Identity(n.name(), n.output(), n.input(0)));
  }
}
