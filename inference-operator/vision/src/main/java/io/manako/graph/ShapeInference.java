package io.manako.graph;

import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.FusedDense;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.Spread;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds the shape of every value of a graph, the ones inside of fused nodes included. */
public final class ShapeInference {
  private final Map<String, Shape> shapes = new HashMap<>();

  /** Knows the inputs; every dynamic first extent becomes {@code batch}. */
  ShapeInference(Map<String, Shape> inputs, int batch) {
    inputs.forEach((name, s) -> put(name, fixed(name, s, batch)));
  }

  /**
   * The shape of every input, constant and value by name, none dynamic.
   *
   * @param batch takes the place of every dynamic first extent, at least 1
   * @throws IllegalArgumentException naming the node whose inputs do not fit
   */
  public static Map<String, Shape> infer(Graph graph, int batch) {
    ShapeInference inference = new ShapeInference(graph.inputs(), batch);
    graph.constants().forEach((name, t) -> inference.put(name, t.shape()));
    graph.nodes().forEach(inference::visit);
    return inference.shapes;
  }

  /** Adds what is known from elsewhere. */
  void put(String value, Shape shape) {
    shapes.put(value, shape);
  }

  private static Shape fixed(String name, Shape shape, int batch) {
    Shape s = shape.rank() > 0 && shape.dim(0) == Shape.DYNAMIC ? shape.withBatch(batch) : shape;
    if (s.isDynamic()) {
      throw new IllegalArgumentException(
          "input " + name + " of shape " + s + ": only the first extent may be open");
    }
    return s;
  }

  /** Adds what a node writes. */
  void visit(Node node) {
    try {
      if (node instanceof InvertedResidual block) {
        block.stages().forEach(this::visit);
      } else if (node instanceof SqueezeExcite gate) {
        visitGate(gate);
      } else {
        shapes.put(node.output(), shape(node));
      }
    } catch (IllegalArgumentException e) {
      String prefix = "node " + node.name() + ": ";
      throw new IllegalArgumentException(
          e.getMessage().startsWith("node ") ? e.getMessage() : prefix + e.getMessage(), e);
    }
  }

  private void visitGate(SqueezeExcite gate) {
    Shape x = map(gate.input());
    shapes.put(gate.squeeze().input(), Shape.of(x.dim(0), x.dim(1), 1, 1));
    visit(gate.squeeze());
    visit(gate.excite());
    broadcast(x, of(gate.excite().output()));
    shapes.put(gate.output(), x);
  }

  private Shape shape(Node node) {
    if (node instanceof Node.Conv n) {
      return conv(map(n.input()), of(n.weights()), n.window(), n.groups());
    } else if (node instanceof FusedConv n) {
      return fusedConv(n);
    } else if (node instanceof Node.TransposedConv n) {
      return transposedConv(map(n.input()), of(n.weights()), n.window());
    } else if (node instanceof Node.Dense n) {
      return dense(of(n.input()), of(n.weights()));
    } else if (node instanceof FusedDense n) {
      return dense(of(n.input()), of(n.weights()));
    } else if (node instanceof Node.Binary n) {
      return broadcast(of(n.left()), of(n.right()));
    } else if (node instanceof Node.BatchNorm n) {
      return batchNorm(n);
    } else if (node instanceof Node.Pool n) {
      Shape x = map(n.input());
      return windowed(x, x.dim(1), n.window());
    } else {
      return moved(node);
    }
  }

  /** Operations that compute no products, only choose, move or fold elements. */
  private Shape moved(Node node) {
    if (node instanceof Node.ReduceMean n) {
      return reduced(of(n.input()), n);
    } else if (node instanceof Node.Reshape n) {
      return reshaped(of(n.input()), n.shape());
    } else if (node instanceof Node.Transpose n) {
      return transposed(of(n.input()), n.permutation());
    } else if (node instanceof Node.Concat n) {
      return joined(n);
    } else if (node instanceof Spread n) {
      Shape x = map(n.input());
      int h = (x.dim(2) - 1) * n.strideY() + 1;
      return Shape.of(x.dim(0), x.dim(1), h, (x.dim(3) - 1) * n.strideX() + 1);
    } else if (node instanceof Node.Resize n) {
      Shape x = map(n.input());
      return Shape.of(x.dim(0), x.dim(1), n.height(), n.width());
    } else if (node instanceof Node.Pad n) {
      return padded(of(n.input()), n);
    } else if (node instanceof Node.Slice n) {
      return sliced(of(n.input()), n);
    } else if (node instanceof Node.Softmax n) {
      axis(of(n.input()), n.axis());
    }
    return of(node.inputs().get(0));
  }

  private Shape fusedConv(FusedConv n) {
    Shape y = conv(map(n.input()), of(n.weights()), n.window(), n.groups());
    if (n.residual() != null && !of(n.residual()).equals(y)) {
      throw new IllegalArgumentException(
          "its residual has shape " + of(n.residual()) + ", its output " + y);
    }
    return y;
  }

  private static Shape conv(Shape x, Shape w, Window window, int groups) {
    int in = x.dim(1);
    boolean fits =
        w.rank() == 4
            && groups >= 1
            && in == (long) w.dim(1) * groups
            && w.dim(0) % groups == 0
            && w.dim(2) == window.kernelHeight()
            && w.dim(3) == window.kernelWidth();
    if (!fits) {
      throw new IllegalArgumentException(
          "weights of shape " + w + " do not fit " + groups + " groups of " + in + " channels");
    }
    return windowed(x, w.dim(0), window);
  }

  private static Shape transposedConv(Shape x, Shape w, Window window) {
    int h = window.transposedHeight(x.dim(2));
    int width = window.transposedWidth(x.dim(3));
    if (w.rank() != 4 || w.dim(0) != x.dim(1) || h < 1 || width < 1) {
      throw new IllegalArgumentException("weights of shape " + w + " do not fit maps " + x);
    }
    return Shape.of(x.dim(0), w.dim(1), h, width);
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

  private Shape batchNorm(Node.BatchNorm n) {
    Shape x = of(n.input());
    for (String constant : n.inputs().subList(1, 5)) {
      if (x.rank() < 2 || !of(constant).equals(Shape.of(x.dim(1)))) {
        throw new IllegalArgumentException(
            constant + " of shape " + of(constant) + " does not fit an input of shape " + x);
      }
    }
    return x;
  }

  static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] out = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int p = i <= a.rank() ? a.dim(-i) : 1;
      int q = i <= b.rank() ? b.dim(-i) : 1;
      if (p != q && p != 1 && q != 1) {
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
      }
      out[rank - i] = p == 1 ? q : p;
    }
    return Shape.of(out);
  }

  private static Shape reduced(Shape x, Node.ReduceMean n) {
    List<Integer> axes = n.axes().stream().map(a -> axis(x, a)).toList();
    return Shape.of(
        IntStream.range(0, x.rank())
            .filter(i -> n.keepDims() || !axes.contains(i))
            .map(i -> axes.contains(i) ? 1 : x.dim(i))
            .toArray());
  }

  static Shape reshaped(Shape x, List<Integer> target) {
    int[] out = new int[target.size()];
    int open = -1;
    long known = 1;
    for (int i = 0; i < out.length; i++) {
      int d = target.get(i);
      out[i] = d == 0 ? x.dim(axis(x, i)) : d;
      if (d == -1 && open < 0) {
        open = i;
      } else {
        known *= out[i];
      }
    }
    if (open >= 0 && known > 0) {
      out[open] = (int) (x.size() / known);
    }
    Shape y = Shape.of(out);
    if (y.isDynamic() || y.size() != x.size()) {
      throw new IllegalArgumentException("shape " + x + " does not reshape to " + target);
    }
    return y;
  }

  static Shape transposed(Shape x, List<Integer> permutation) {
    boolean valid =
        permutation.size() == x.rank()
            && permutation.stream().distinct().count() == x.rank()
            && permutation.stream().allMatch(a -> a >= 0 && a < x.rank());
    if (!valid) {
      throw new IllegalArgumentException(permutation + " does not permute the axes of " + x);
    }
    return Shape.of(permutation.stream().mapToInt(x::dim).toArray());
  }

  private Shape joined(Node.Concat n) {
    int[] out = of(n.inputs().get(0)).dims();
    int axis = axis(Shape.of(out), n.axis());
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

  private static Shape padded(Shape x, Node.Pad n) {
    if (n.before().size() != x.rank() || n.after().size() != x.rank()) {
      throw new IllegalArgumentException("padding " + n.before() + " does not fit " + x);
    }
    return Shape.of(
        IntStream.range(0, x.rank())
            .map(i -> Math.addExact(x.dim(i), Math.addExact(n.before().get(i), n.after().get(i))))
            .toArray());
  }

  private static Shape sliced(Shape x, Node.Slice n) {
    int axis = axis(x, n.axis());
    int size = x.dim(axis);
    int start = Math.min(n.start() < 0 ? Math.max(0, n.start() + size) : n.start(), size);
    int end = n.end() < 0 ? n.end() + size : Math.min(n.end(), size);
    if (n.step() < 1) {
      throw new IllegalArgumentException(
          "its step " + n.step() + " goes backwards; only steps of 1 and more are known");
    }
    if (end <= start) {
      throw new IllegalArgumentException(
          "slice " + n.start() + ":" + n.end() + ":" + n.step() + " of " + x + " is empty");
    }
    int[] out = x.dims();
    out[axis] = (end - start + n.step() - 1) / n.step();
    return Shape.of(out);
  }

  static int axis(Shape x, int axis) {
    int a = axis < 0 ? axis + x.rank() : axis;
    if (a < 0 || a >= x.rank()) {
      throw new IllegalArgumentException("shape " + x + " has no axis " + axis);
    }
    return a;
  }

  private Shape map(String value) {
    Shape s = of(value);
    if (s.rank() != 4) {
      throw new IllegalArgumentException(value + " of shape " + s + " is no map of rank 4");
    }
    return s;
  }

  boolean knows(String value) {
    return shapes.containsKey(value);
  }

  /** Throws {@link IllegalArgumentException} if nothing is known of the value. */
  Shape of(String value) {
    Shape s = shapes.get(value);
    if (s == null) {
      throw new IllegalArgumentException(
          "it computes with "
              + value
              + ", of which no shape is known: it is no float32 tensor, or nothing writes it before this node");
    }
    return s;
  }
}
