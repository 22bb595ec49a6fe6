package io.manako.graph.passes;

import io.manako.graph.Filters;
import io.manako.graph.FusedLayer;
import io.manako.graph.LayerNode.Conv;
import io.manako.graph.Node;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a normalisation, or a factor or term per channel, that folds into no preceding layer by
 * a depthwise 1×1 convolution. DenseNet, for example, normalises concatenations.
 */
public final class LowerChannelwise implements Rule<Node> {
  @Override
  public Class<Node> kind() {
    return Node.class;
  }

  @Override
  public boolean readsShapes() {
    return true;
  }

  @Override
  public @Nullable Node replacement(Node node, GraphEditor graph) {
    // Pictures come in another layout, in which plain arithmetic is cheaper.
    for (String value : node.inputs()) {
      boolean computed = graph.writer(value) != null;
      boolean picture = node instanceof Node.BatchNorm && graph.constant(value) == null;
      if ((computed || picture) && graph.shape(value).rank() == 4) {
        Affine affine = Affine.of(node, graph.shape(value), graph);
        boolean fits = affine != null && affine.input().equals(value);
        return fits ? depthwise(node, affine, graph) : null;
      }
    }
    return null;
  }

  private static FusedLayer depthwise(Node node, Affine affine, GraphEditor graph) {
    int channels = affine.scale().length;
    Tensor scale = Tensor.of(Shape.of(channels, 1, 1, 1), floats(affine.scale()));
    Tensor shift = Tensor.of(Shape.of(channels), floats(affine.shift()));
    Filters filters =
        new Filters(
            graph.addConstant(node.name() + ".scale", scale),
            graph.addConstant(node.name() + ".shift", shift));
    Window point = Window.square(1, 1);
    return new Conv(node.name(), node.output(), affine.input(), filters, point, channels).fused();
  }

  private static float[] floats(double[] numbers) {
    float[] rounded = new float[numbers.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) numbers[i];
    }
    return rounded;
  }
}
