package io.manako.graph.passes;

import io.manako.graph.Border;
import io.manako.graph.Extent;
import io.manako.graph.Filters;
import io.manako.graph.FusedNode.Spread;
import io.manako.graph.LayerNode.Conv;
import io.manako.graph.LayerNode.TransposedConv;
import io.manako.graph.Node;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;

/**
 * Replaces every transposed convolution by zeros between the samples and a convolution whose kernel
 * is rotated by 180 degrees. Normalisations and activations fuse into it as into any other.
 */
public final class LowerTransposedConvolutions implements Rule<TransposedConv> {
  @Override
  public Class<TransposedConv> kind() {
    return TransposedConv.class;
  }

  @Override
  public boolean readsShapes() {
    // Shapes are checked before weights are rotated.
    return true;
  }

  @Override
  public Node replacement(TransposedConv n, GraphEditor graph) {
    String weights = n.filters().weights();
    Tensor tensor = graph.constant(weights);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "node " + n.name() + ": its weights " + weights + " are not constant");
    }
    String turned = graph.addConstant(weights + ".turned", turned(tensor, n.groups()));
    Spread spread =
        new Spread(n.name() + ".spread", n.output() + ".spread", n.input(), n.window().stride());
    graph.lead(n, spread);
    Filters filters = new Filters(turned, n.filters().bias());
    return new Conv(n.name(), n.output(), spread.output(), filters, window(n), n.groups());
  }

  private static Window window(TransposedConv n) {
    Window w = n.window();
    Border p = w.padding();
    int rows = w.dilation().rows() * (w.kernel().rows() - 1);
    int columns = w.dilation().columns() * (w.kernel().columns() - 1);
    if (p.top() > rows || p.bottom() > rows || p.left() > columns || p.right() > columns) {
      throw new IllegalArgumentException(
          "node " + n.name() + ": its padding is larger than its kernel");
    }
    return new Window(
        w.kernel(),
        Extent.square(1),
        w.dilation(),
        new Border(rows - p.top(), columns - p.left(), rows - p.bottom(), columns - p.right()));
  }

  /**
   * Returns weights [in, out / groups, rows, columns] as [out, in / groups, rows, columns], each
   * kernel rotated by 180 degrees.
   */
  private static Tensor turned(Tensor weights, int groups) {
    Shape s = weights.shape();
    int in = s.dim(0) / groups;
    int out = s.dim(1);
    int kernel = s.dim(2) * s.dim(3);
    float[] from = weights.toArray();
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      int k = i % kernel;
      int o = i / kernel % out;
      int c = i / kernel / out % in;
      int group = i / kernel / out / in;
      to[((group * out + o) * in + c) * kernel + kernel - 1 - k] = from[i];
    }
    return Tensor.of(Shape.of(groups * out, in, s.dim(2), s.dim(3)), to);
  }
}
