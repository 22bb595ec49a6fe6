package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.Filters;
import io.manako.graph.FusedLayer;
import io.manako.graph.Node;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Folds a batch normalisation, or a multiplication and an addition per channel as TensorFlow's
 * optimiser leaves them, into the weights and the bias of the preceding layer. The results are
 * computed in double precision and rounded once.
 */
public final class FoldBatchNorm implements Rule<Node> {
  @Override
  public Class<Node> kind() {
    return Node.class;
  }

  @Override
  public boolean readsShapes() {
    return true;
  }

  @Override
  public boolean readsFusedLayers() {
    return true;
  }

  @Override
  public @Nullable Node replacement(Node node, GraphEditor graph) {
    Affine affine = affine(node, graph);
    FusedLayer layer = affine == null ? null : graph.soleWriter(FusedLayer.class, affine.input());
    if (affine == null || layer == null || !layer.activation().equals(Activation.NONE)) {
      return null;
    }
    // A shortcut that has been added already must not be scaled.
    return layer.addsResidual() && !affine.onlyShifts()
        ? null
        : layer.withOutput(node.output()).withFilters(folded(layer.filters(), affine, graph));
  }

  /**
   * Returns the node as an affine map of the first of its inputs that a layer writes, or null if it
   * is none.
   */
  private static @Nullable Affine affine(Node node, GraphEditor graph) {
    for (String value : node.inputs()) {
      if (graph.writer(value) instanceof FusedLayer) {
        return Affine.of(node, graph.shape(value), graph);
      }
    }
    return null;
  }

  private static Filters folded(Filters filters, Affine affine, GraphEditor graph) {
    String scaled =
        affine.onlyShifts() ? filters.weights() : scaled(filters.weights(), affine, graph);
    return new Filters(scaled, shifted(filters, affine, graph));
  }

  private static String scaled(String weights, Affine affine, GraphEditor graph) {
    Tensor w = graph.weights(weights);
    float[] data = w.toArray();
    int filter = data.length / affine.scale().length;
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (data[i] * affine.scale()[i / filter]);
    }
    return graph.addConstant(weights + ".folded", Tensor.of(w.shape(), data));
  }

  private static String shifted(Filters filters, Affine affine, GraphEditor graph) {
    Tensor old = filters.bias() == null ? null : graph.constant(filters.bias());
    float[] data = new float[affine.shift().length];
    for (int c = 0; c < data.length; c++) {
      double b = old == null ? 0 : old.data().get(c);
      data[c] = (float) (b * affine.scale()[c] + affine.shift()[c]);
    }
    return graph.addConstant(filters.weights() + ".shift", Tensor.of(Shape.of(data.length), data));
  }
}
