package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.FusedDense;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.ShapeInference;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies a batch normalisation, or a multiplication and an addition by channel as TensorFlow's
 * optimiser leaves them, into the weights and the bias of the layer before. Computed in double
 * precision and rounded once.
 */
public final class FoldBatchNorm implements Pass {
  @Override
  public Graph apply(Graph graph) {
    Graph lowered = new LowerConvolutions().apply(graph);
    Map<String, Shape> shapes = ShapeInference.infer(lowered, 1);
    GraphEditor editor = new GraphEditor(lowered);
    for (Node node : lowered.nodes()) {
      String input = movingInput(editor, node);
      Affine affine = input == null ? null : Affine.of(editor, node, shapes.get(input));
      if (affine != null) {
        fold(editor, node, affine);
      }
    }
    return editor.toGraph();
  }

  /** The one input that is written by a layer, null if there is none. */
  private static @Nullable String movingInput(GraphEditor editor, Node node) {
    if (!(node instanceof Node.BatchNorm) && !(node instanceof Node.Binary)) {
      return null;
    }
    for (String value : node.inputs()) {
      Node writer = editor.writer(value);
      if (writer instanceof FusedConv || writer instanceof FusedDense) {
        return value;
      }
    }
    return null;
  }

  private static void fold(GraphEditor editor, Node node, Affine affine) {
    FusedConv conv = editor.soleWriter(FusedConv.class, affine.input());
    FusedDense dense = editor.soleWriter(FusedDense.class, affine.input());
    if (conv != null && linear(conv.activation())) {
      // A shortcut that was added already must not be scaled.
      if (conv.residual() == null || affine.onlyShifts()) {
        editor.replace(node, folded(editor, conv, node.output(), affine), conv);
      }
    } else if (dense != null && linear(dense.activation())) {
      editor.replace(node, folded(editor, dense, node.output(), affine), dense);
    }
  }

  private static boolean linear(Activation activation) {
    return activation.equals(Activation.NONE);
  }

  private static FusedConv folded(GraphEditor editor, FusedConv n, String output, Affine affine) {
    return new FusedConv(
        n.name(),
        output,
        n.input(),
        scaled(editor, n.weights(), affine),
        shifted(editor, n.weights(), n.bias(), affine),
        n.window(),
        n.groups(),
        n.activation(),
        n.residual());
  }

  private static FusedDense folded(GraphEditor editor, FusedDense n, String output, Affine affine) {
    return new FusedDense(
        n.name(),
        output,
        n.input(),
        scaled(editor, n.weights(), affine),
        shifted(editor, n.weights(), n.bias(), affine),
        n.activation());
  }

  private static String scaled(GraphEditor editor, String weights, Affine affine) {
    if (affine.onlyShifts()) {
      return weights;
    }
    Tensor w = weights(editor, weights);
    float[] data = w.toArray();
    int filter = data.length / affine.scale().length;
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (data[i] * affine.scale()[i / filter]);
    }
    return editor.addConstant(weights + ".folded", Tensor.of(w.shape(), data));
  }

  private static String shifted(
      GraphEditor editor, String weights, @Nullable String bias, Affine affine) {
    Tensor old = bias == null ? null : editor.constant(bias);
    float[] data = new float[affine.shift().length];
    for (int c = 0; c < data.length; c++) {
      double b = old == null ? 0 : old.data().get(c);
      data[c] = (float) (b * affine.scale()[c] + affine.shift()[c]);
    }
    return editor.addConstant(weights + ".shift", Tensor.of(Shape.of(data.length), data));
  }

  private static Tensor weights(GraphEditor editor, String name) {
    Tensor w = editor.constant(name);
    if (w == null) {
      throw new IllegalArgumentException("weights " + name + " are no constant of the graph");
    }
    return w;
  }
}
