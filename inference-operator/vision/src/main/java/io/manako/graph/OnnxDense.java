package io.manako.graph;

import io.manako.graph.operation.Elementwise;
import io.manako.graph.operation.MatrixProduct;
import io.manako.graph.operation.PairFunction;
import io.manako.graph.operation.Pairwise;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.List;

/** Turns ONNX's matrix products, in which one factor is constant, into fully connected layers. */
final class OnnxDense {
  private OnnxDense() {}

  static void add(OnnxGraph graph, OnnxNode n) {
    boolean layer = isLayer(graph, n);
    if (n.type().equals("Gemm")) {
      if (layer) {
        gemm(graph, n);
      } else {
        product(graph, n);
      }
    } else if (layer) {
      matMul(graph, n);
    } else {
      OnnxTensors.add(graph, n, new MatrixProduct(), n.input(0), n.input(1));
    }
  }

  /** Returns whether a product is a fully connected layer on vectors of the pictures. */
  private static boolean isLayer(OnnxGraph graph, OnnxNode n) {
    boolean matrix = graph.isConstant(n.input(1)) && graph.shape(n.input(1)).rank() == 2;
    boolean vectors =
        !graph.isConstant(n.input(0))
            && graph.shape(n.input(0)).rank() == 2
            && graph.isLed(n.input(0));
    return matrix && vectors && (n.type().equals("MatMul") || isPlain(graph, n));
  }

  private static boolean isPlain(OnnxGraph graph, OnnxNode n) {
    String c = n.optional(2);
    if (n.integer("transA", 0) != 0 || (c != null && !graph.isConstant(c))) {
      return false;
    }
    Shape b = graph.shape(n.input(1));
    int out = b.dim(n.integer("transB", 0) == 0 ? 1 : 0);
    Shape bias = c == null ? Shape.of() : graph.shape(c);
    return bias.size() == 1 || (bias.size() == out && bias.dim(-1) == out);
  }

  /** Adds α · A · B + β · C of computed factors. */
  private static void product(OnnxGraph graph, OnnxNode n) {
    String a = turned(graph, n, 0, n.integer("transA", 0) != 0);
    String b = turned(graph, n, 1, n.integer("transB", 0) != 0);
    String c = n.optional(2);
    float alpha = n.real("alpha", 1);
    float beta = n.real("beta", 1);
    String name = graph.unique(n.name() + ".product");
    String value =
        graph.add(
            new TensorNode(name, n.output() + ".product", List.of(a, b), new MatrixProduct()));
    Elementwise first = new Elementwise(x -> alpha * x);
    if (c == null) {
      graph.add(new TensorNode(n.name(), n.output(), List.of(value), first));
      return;
    }
    String scaled =
        graph.add(
            new TensorNode(
                graph.unique(n.name() + ".alpha"), n.output() + ".alpha", List.of(value), first));
    String shift =
        graph.add(
            new TensorNode(
                graph.unique(n.name() + ".beta"),
                n.output() + ".beta",
                List.of(c),
                new Elementwise(x -> beta * x)));
    graph.add(
        new TensorNode(
            n.name(), n.output(), List.of(scaled, shift), new Pairwise(PairFunction.ADD)));
  }

  private static String turned(OnnxGraph graph, OnnxNode n, int input, boolean turns) {
    String value = n.input(input);
    if (!turns) {
      return value;
    }
    String output = n.output() + ".turned" + input;
    if (graph.isConstant(value)) {
      return graph.addConstant(output, transposed(graph.weights(value)));
    }
    String name = graph.unique(n.name() + ".turned" + input);
    return graph.add(new MoveNode.Transpose(name, output, value, List.of(1, 0)));
  }

  /** Adds α · A · B + β · C with a constant B, folded to x · Wᵀ + b. */
  private static void gemm(OnnxGraph graph, OnnxNode n) {
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
    graph.add(new LayerNode.Dense(n.name(), n.output(), n.input(0), new Filters(weights, bias)));
  }

  private static void matMul(OnnxGraph graph, OnnxNode n) {
    Tensor rows = transposed(graph.weights(n.input(1)));
    String weights = graph.addConstant(n.output() + ".weights", rows);
    graph.add(new LayerNode.Dense(n.name(), n.output(), n.input(0), Filters.of(weights)));
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
}
