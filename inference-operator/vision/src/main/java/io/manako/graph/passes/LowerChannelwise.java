package io.manako.graph.passes;

import io.manako.graph.Activation;
import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.Graph;
import io.manako.graph.Node;
import io.manako.graph.ShapeInference;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a normalisation, or a factor or term for each channel, that folds into no layer before it
 * as a depthwise 1×1 convolution: DenseNet normalises what it has joined.
 */
public final class LowerChannelwise implements Pass {
  @Override
  public Graph apply(Graph graph) {
    Map<String, Shape> shapes = ShapeInference.infer(graph, 1);
    GraphEditor editor = new GraphEditor(graph);
    for (Node node : editor.nodes()) {
      Affine affine = affine(editor, node, shapes);
      if (affine != null && shapes.get(affine.input()).rank() == 4) {
        editor.replace(node, depthwise(editor, node, affine));
      }
    }
    return editor.toGraph();
  }

  private static @Nullable Affine affine(GraphEditor editor, Node node, Map<String, Shape> shapes) {
    if (!(node instanceof Node.BatchNorm) && !(node instanceof Node.Binary)) {
      return null;
    }
    // Only what was computed: pictures come in another layout.
    for (String value : node.inputs()) {
      if (editor.writer(value) != null && shapes.get(value).rank() == 4) {
        Affine affine = Affine.of(editor, node, shapes.get(value));
        return affine != null && affine.input().equals(value) ? affine : null;
      }
    }
    return null;
  }

  private static FusedConv depthwise(GraphEditor editor, Node node, Affine affine) {
    int channels = affine.scale().length;
    Shape shape = Shape.of(channels, 1, 1, 1);
    String scale = node.name() + ".scale";
    String shift = node.name() + ".shift";
    scale = editor.addConstant(scale, Tensor.of(shape, floats(affine.scale())));
    shift = editor.addConstant(shift, Tensor.of(Shape.of(channels), floats(affine.shift())));
    return new FusedConv(
        node.name(),
        node.output(),
        affine.input(),
        scale,
        shift,
        Window.square(1, 1),
        channels,
        Activation.NONE,
        null);
  }

  private static float[] floats(double[] numbers) {
    float[] rounded = new float[numbers.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) numbers[i];
    }
    return rounded;
  }
}
