package io.manako.graph;

import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedLayer.FusedDense;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.Spread;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.tensor.Shape;
import java.util.Arrays;

/**
 * Adds the shapes of a node's output and of the values inside the node to the shapes known so far.
 */
final class OutputShapes implements NodeVisitor, FusedNode.Visitor {
  private final ShapeInference shapes;

  /**
   * Begins with the shapes known so far.
   *
   * @param shapes shapes of all values that are written before, to which this visitor adds
   */
  OutputShapes(ShapeInference shapes) {
    this.shapes = shapes;
  }

  @Override
  public void visit(LayerNode.Conv n) {
    put(n, conv(n));
  }

  @Override
  public void visit(LayerNode.TransposedConv n) {
    put(n, transposedConv(n, shapes.map(n.input()), weights(n.filters())));
  }

  @Override
  public void visit(LayerNode.Dense n) {
    put(n, dense(of(n.input()), weights(n.filters())));
  }

  @Override
  public void visit(Node.BatchNorm n) {
    Shape x = of(n.input());
    for (String constant : n.inputs().subList(1, 5)) {
      if (x.rank() < 2 || !of(constant).equals(Shape.of(x.dim(1)))) {
        throw new IllegalArgumentException(
            constant + " of shape " + of(constant) + " does not fit an input of shape " + x);
      }
    }
    put(n, x);
  }

  @Override
  public void visit(Node.LocalResponseNorm n) {
    put(n, of(n.input()));
  }

  @Override
  public void visit(Node.Activate n) {
    put(n, of(n.input()));
  }

  @Override
  public void visit(Node.Binary n) {
    put(n, Axes.broadcast(of(n.left()), of(n.right())));
  }

  @Override
  public void visit(Node.Pool n) {
    Shape x = shapes.map(n.input());
    put(n, windowed(x, x.dim(1), n.window()));
  }

  @Override
  public void visit(Node.ReduceMean n) {
    put(n, Axes.reduced(of(n.input()), n));
  }

  @Override
  public void visit(Node.Softmax n) {
    Shape x = of(n.input());
    Axes.axis(x, n.axis());
    put(n, x);
  }

  @Override
  public void visit(MoveNode.Reshape n) {
    put(n, Axes.reshaped(of(n.input()), n.shape()));
  }

  @Override
  public void visit(MoveNode.Transpose n) {
    put(n, Axes.transposed(of(n.input()), n.permutation()));
  }

  @Override
  public void visit(MoveNode.Concat n) {
    put(n, joined(n));
  }

  @Override
  public void visit(MoveNode.Resize n) {
    Shape x = shapes.map(n.input());
    put(n, Shape.of(x.dim(0), x.dim(1), n.size().rows(), n.size().columns()));
  }

  @Override
  public void visit(MoveNode.Pad n) {
    put(n, Axes.padded(of(n.input()), n.margins()));
  }

  @Override
  public void visit(MoveNode.Slice n) {
    put(n, Axes.sliced(of(n.input()), n));
  }

  @Override
  public void visit(MoveNode.Identity n) {
    put(n, of(n.input()));
  }

  @Override
  public void visit(TensorNode n) {
    put(n, n.operation().shape(n.inputs().stream().map(this::of).toList()));
  }

  @Override
  public void visit(FusedNode n) {
    n.acceptFused(this);
  }

  @Override
  public void visit(FusedConv n) {
    Shape y = conv(n.conv());
    if (n.residual() != null && !of(n.residual()).equals(y)) {
      throw new IllegalArgumentException(
          "its residual has shape " + of(n.residual()) + ", its output " + y);
    }
    put(n, y);
  }

  @Override
  public void visit(FusedDense n) {
    put(n, dense(of(n.dense().input()), weights(n.filters())));
  }

  @Override
  public void visit(Spread n) {
    Shape x = shapes.map(n.input());
    int h = (x.dim(2) - 1) * n.stride().rows() + 1;
    put(n, Shape.of(x.dim(0), x.dim(1), h, (x.dim(3) - 1) * n.stride().columns() + 1));
  }

  @Override
  public void visit(SqueezeExcite n) {
    Shape x = shapes.map(n.input());
    shapes.put(n.squeeze().input(), Shape.of(x.dim(0), x.dim(1), 1, 1));
    shapes.add(n.squeeze());
    shapes.add(n.excite());
    Axes.broadcast(x, of(n.excite().output()));
    put(n, x);
  }

  @Override
  public void visit(InvertedResidual n) {
    n.stages().forEach(shapes::add);
  }

  private Shape conv(LayerNode.Conv n) {
    return conv(shapes.map(n.input()), weights(n.filters()), n.window(), n.groups());
  }

  private static Shape conv(Shape x, Shape w, Window window, int groups) {
    int in = x.dim(1);
    boolean fits =
        w.rank() == 4
            && groups >= 1
            && in == (long) w.dim(1) * groups
            && w.dim(0) % groups == 0
            && w.dim(2) == window.kernel().rows()
            && w.dim(3) == window.kernel().columns();
    if (!fits) {
      throw new IllegalArgumentException(
          "weights of shape " + w + " do not fit " + groups + " groups of " + in + " channels");
    }
    return windowed(x, w.dim(0), window);
  }

  private static Shape transposedConv(LayerNode.TransposedConv n, Shape x, Shape w) {
    int h = n.window().transposedHeight(x.dim(2));
    int width = n.window().transposedWidth(x.dim(3));
    boolean divides = n.groups() >= 1 && x.dim(1) % n.groups() == 0;
    if (w.rank() != 4 || w.dim(0) != x.dim(1) || !divides || h < 1 || width < 1) {
      throw new IllegalArgumentException("weights of shape " + w + " do not fit maps " + x);
    }
    return Shape.of(x.dim(0), Math.multiplyExact(w.dim(1), n.groups()), h, width);
  }

  private static Shape windowed(Shape x, int channels, Window window) {
    int h = window.outputHeight(x.dim(2));
    int w = window.outputWidth(x.dim(3));
    if (h < 1 || w < 1) {
      throw new IllegalArgumentException("its window is larger than its input of shape " + x);
    }
    return Shape.of(x.dim(0), channels, h, w);
  }

  private static Shape dense(Shape x, Shape w) {
    if (x.rank() != 2 || w.rank() != 2 || x.dim(1) != w.dim(1)) {
      throw new IllegalArgumentException("weights " + w + " do not fit an input of shape " + x);
    }
    return Shape.of(x.dim(0), w.dim(0));
  }

  private Shape joined(MoveNode.Concat n) {
    int[] out = of(n.inputs().get(0)).dims();
    int axis = Axes.axis(Shape.of(out), n.axis());
    for (String other : n.inputs().subList(1, n.inputs().size())) {
      int[] d = of(other).dims();
      if (d.length == out.length) {
        out[axis] += d[axis];
        d[axis] = out[axis];
      }
      if (!Arrays.equals(out, d)) {
        throw new IllegalArgumentException(
            other + " of shape " + of(other) + " does not join " + of(n.inputs().get(0)));
      }
    }
    return Shape.of(out);
  }

  private void put(Node node, Shape shape) {
    shapes.put(node.output(), shape);
  }

  private Shape weights(Filters filters) {
    return of(filters.weights());
  }

  private Shape of(String value) {
    return shapes.of(value);
  }
}
