package io.manako.graph;

import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;

/** Turns ONNX's matrix products, in which one factor is constant, into fully connected layers. */
final class OnnxDense {
  private OnnxDense() {}

  static void add(OnnxGraph graph, OnnxNode n) {
    if (n.type().equals("Gemm")) {
      gemm(graph, n);
    } else {
      matMul(graph, n);
    }
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
