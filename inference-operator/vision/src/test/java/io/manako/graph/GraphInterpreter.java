package io.manako.graph;

import io.manako.graph.FusedNode.FusedConv;
import io.manako.graph.FusedNode.FusedDense;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs graphs by the textbook, in double precision: the judge of passes and kernels. */
public final class GraphInterpreter {
  private final Map<String, Shape> shapes;
  private final Map<String, double[]> values = new HashMap<>();

  private GraphInterpreter(Map<String, Shape> shapes) {
    this.shapes = shapes;
  }

  /** The outputs for one input of shape [N, …], in the order of the graph's outputs. */
  public static List<double[]> run(Graph graph, Tensor input) {
    String name = graph.inputs().keySet().iterator().next();
    GraphInterpreter interpreter =
        new GraphInterpreter(ShapeInference.infer(graph, input.shape().dim(0)));
    interpreter.values.put(name, doubles(input));
    graph.constants().forEach((n, t) -> interpreter.values.put(n, doubles(t)));
    graph.nodes().forEach(interpreter::visit);
    return graph.outputs().stream().map(interpreter::of).toList();
  }

  private static double[] doubles(Tensor tensor) {
    double[] d = new double[tensor.shape().size()];
    Arrays.setAll(d, i -> tensor.data().get(i));
    return d;
  }

  private void visit(Node node) {
    if (node instanceof InvertedResidual block) {
      block.stages().forEach(this::visit);
    } else if (node instanceof SqueezeExcite gate) {
      visitGate(gate);
    } else {
      values.put(node.output(), evaluate(node));
    }
  }

  private void visitGate(SqueezeExcite gate) {
    values.put(gate.squeeze().input(), mean(of(gate.input()), shape(gate.input()), List.of(2, 3)));
    visit(gate.squeeze());
    visit(gate.excite());
    values.put(
        gate.output(),
        binary(gate.input(), gate.excite().output(), gate.output(), Node.Binary.Operator.MUL));
  }

  private double[] evaluate(Node node) {
    if (node instanceof Node.Conv n) {
      return conv(n);
    } else if (node instanceof FusedConv n) {
      return fusedConv(n);
    } else if (node instanceof Node.Dense n) {
      return dense(n);
    } else if (node instanceof FusedDense n) {
      double[] y = dense(new Node.Dense("", n.output(), n.input(), n.weights(), n.bias()));
      return activate(y, n.activation());
    } else if (node instanceof Node.BatchNorm n) {
      return batchNorm(n);
    } else if (node instanceof Node.Activate n) {
      return activate(of(n.input()), n.activation());
    } else if (node instanceof Node.Binary n) {
      return binary(n.left(), n.right(), n.output(), n.operator());
    } else if (node instanceof Node.Pool n) {
      return pool(n);
    } else if (node instanceof Node.ReduceMean n) {
      return mean(of(n.input()), shape(n.input()), n.axes());
    } else if (node instanceof Node.Softmax n) {
      return softmax(n);
    } else if (node instanceof Node.Concat n) {
      return concat(n);
    } else if (node instanceof Node.Resize n) {
      return TextbookResize.resize(n, of(n.input()), shape(n.input()));
    }
    return onMaps(node);
  }

  private double[] onMaps(Node node) {
    Shape x = shape(node.inputs().get(0));
    Shape y = shape(node.output());
    if (node instanceof Node.TransposedConv n) {
      double[][] in = n.inputs().stream().map(this::of).toArray(double[][]::new);
      return TextbookMaps.transposedConv(n, in, x, shape(n.weights()), y);
    } else if (node instanceof FusedNode.Spread n) {
      return TextbookMaps.spread(n, of(n.input()), x, y);
    } else if (node instanceof Node.LocalResponseNorm n) {
      return TextbookMaps.responseNorm(n, of(n.input()), x);
    }
    return moved(node);
  }

  private double[] moved(Node node) {
    String in = node.inputs().get(0);
    if (node instanceof Node.Transpose n) {
      return gather(
          n,
          ix -> {
            int[] from = new int[ix.length];
            for (int i = 0; i < ix.length; i++) {
              from[n.permutation().get(i)] = ix[i];
            }
            return from;
          },
          0);
    } else if (node instanceof Node.Pad n) {
      return gather(n, ix -> shifted(ix, n, shape(in)), n.value());
    } else if (node instanceof Node.Slice n) {
      int axis = n.axis() < 0 ? n.axis() + shape(in).rank() : n.axis();
      int start = n.start() < 0 ? n.start() + shape(in).dim(axis) : n.start();
      return gather(
          n,
          ix -> {
            int[] from = ix.clone();
            from[axis] = start + ix[axis] * n.step();
            return from;
          },
          0);
    }
    return of(in).clone();
  }

  private interface Source {
    /** Where an output sample comes from; null for nowhere. */
    int @Nullable [] at(int[] index);
  }

  private double[] gather(Node node, Source source, double elsewhere) {
    Shape out = shape(node.output());
    Shape in = shape(node.inputs().get(0));
    double[] x = of(node.inputs().get(0));
    double[] y = new double[out.size()];
    for (int i = 0; i < y.length; i++) {
      int[] from = source.at(index(i, out));
      y[i] = from == null ? elsewhere : x[offset(from, in)];
    }
    return y;
  }

  private static int @Nullable [] shifted(int[] ix, Node.Pad n, Shape in) {
    int[] from = new int[ix.length];
    for (int i = 0; i < ix.length; i++) {
      from[i] = ix[i] - n.before().get(i);
      if (from[i] < 0 || from[i] >= in.dim(i)) {
        return null;
      }
    }
    return from;
  }

  private static int[] index(int flat, Shape shape) {
    int[] ix = new int[shape.rank()];
    int rest = flat;
    for (int i = ix.length - 1; i >= 0; i--) {
      ix[i] = rest % shape.dim(i);
      rest /= shape.dim(i);
    }
    return ix;
  }

  private static int offset(int[] ix, Shape shape) {
    int flat = 0;
    for (int i = 0; i < ix.length; i++) {
      flat = flat * shape.dim(i) + ix[i];
    }
    return flat;
  }

  private double[] fusedConv(FusedConv n) {
    double[] y =
        conv(
            new Node.Conv(
                "", n.output(), n.input(), n.weights(), n.bias(), n.window(), n.groups()));
    if (n.residual() != null) {
      double[] r = of(n.residual());
      Arrays.setAll(y, i -> y[i] + r[i]);
    }
    return activate(y, n.activation());
  }

  private double[] conv(Node.Conv n) {
    Shape out = shape(n.output());
    double[] y = new double[out.size()];
    double[] bias = n.bias() == null ? new double[out.dim(1)] : of(n.bias());
    int map = out.dim(2) * out.dim(3);
    for (int plane = 0; plane < out.dim(0) * out.dim(1); plane++) {
      Arrays.fill(y, plane * map, (plane + 1) * map, bias[plane % out.dim(1)]);
      addFilter(n, plane, y);
    }
    return y;
  }

  /** Adds what one filter makes of one image to a plane of the output. */
  private void addFilter(Node.Conv n, int plane, double[] y) {
    Shape x = shape(n.input());
    Shape w = shape(n.weights());
    int channels = shape(n.output()).dim(1);
    int image = plane / channels;
    int filter = plane % channels;
    int group = filter / (channels / n.groups());
    double[] weights = of(n.weights());
    int kernel = w.dim(2) * w.dim(3);
    for (int k = 0; k < w.dim(1) * kernel; k++) {
      int source = image * x.dim(1) + group * w.dim(1) + k / kernel;
      addTap(n, new int[] {plane, source, k % kernel}, weights[filter * w.dim(1) * kernel + k], y);
    }
  }

  /** Adds one shifted plane of the input, times a weight; outside of the map it is 0. */
  private void addTap(Node.Conv n, int[] planesAndTap, double weight, double[] y) {
    Window win = n.window();
    int height = shape(n.input()).dim(2);
    int width = shape(n.input()).dim(3);
    int rows = shape(n.output()).dim(2);
    int columns = shape(n.output()).dim(3);
    double[] x = of(n.input());
    int tapY = planesAndTap[2] / win.kernelWidth() * win.dilationY() - win.top();
    int tapX = planesAndTap[2] % win.kernelWidth() * win.dilationX() - win.left();
    for (int row = 0; row < rows; row++) {
      int from = row * win.strideY() + tapY;
      for (int column = 0; column < columns && from >= 0 && from < height; column++) {
        int at = column * win.strideX() + tapX;
        if (at >= 0 && at < width) {
          y[(planesAndTap[0] * rows + row) * columns + column] +=
              weight * x[(planesAndTap[1] * height + from) * width + at];
        }
      }
    }
  }

  private double[] dense(Node.Dense n) {
    int in = shape(n.weights()).dim(1);
    int out = shape(n.weights()).dim(0);
    double[] x = of(n.input());
    double[] w = of(n.weights());
    double[] y = new double[shape(n.output()).size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = n.bias() == null ? 0 : of(n.bias())[i % out];
      for (int k = 0; k < in; k++) {
        y[i] += x[i / out * in + k] * w[i % out * in + k];
      }
    }
    return y;
  }

  private double[] batchNorm(Node.BatchNorm n) {
    double[] y = of(n.input()).clone();
    double[] scale = of(n.scale());
    double[] shift = of(n.shift());
    double[] mean = of(n.mean());
    double[] variance = of(n.variance());
    int map = y.length / shape(n.input()).dim(0) / scale.length;
    for (int i = 0; i < y.length; i++) {
      int c = i / map % scale.length;
      y[i] = (y[i] - mean[c]) / Math.sqrt(variance[c] + n.epsilon()) * scale[c] + shift[c];
    }
    return y;
  }

  private static double[] activate(double[] x, Activation activation) {
    return Arrays.stream(x).map(v -> TextbookActivation.apply(v, activation)).toArray();
  }

  private double[] binary(String left, String right, String output, Node.Binary.Operator operator) {
    Shape out = shape(output);
    double[] y = new double[out.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = combine(broadcast(left, index(i, out)), broadcast(right, index(i, out)), operator);
    }
    return y;
  }

  private static double combine(double a, double b, Node.Binary.Operator operator) {
    return switch (operator) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
    };
  }

  private double broadcast(String value, int[] index) {
    Shape s = shape(value);
    int skip = index.length - s.rank();
    int[] ix = IntStream.range(0, s.rank()).map(i -> s.dim(i) == 1 ? 0 : index[i + skip]).toArray();
    return of(value)[offset(ix, s)];
  }

  private double[] pool(Node.Pool n) {
    Shape out = shape(n.output());
    Shape x = shape(n.input());
    Window w = n.window();
    double[] y = new double[out.size()];
    for (int i = 0; i < y.length; i++) {
      int[] ix = index(i, out);
      List<Double> seen = new ArrayList<>();
      for (int k = 0; k < w.kernelHeight() * w.kernelWidth(); k++) {
        int row = ix[2] * w.strideY() - w.top() + k / w.kernelWidth() * w.dilationY();
        int col = ix[3] * w.strideX() - w.left() + k % w.kernelWidth() * w.dilationX();
        if (row >= 0 && row < x.dim(2) && col >= 0 && col < x.dim(3)) {
          seen.add(of(n.input())[offset(new int[] {ix[0], ix[1], row, col}, x)]);
        }
      }
      int count = n.countPadding() ? w.kernelHeight() * w.kernelWidth() : seen.size();
      y[i] =
          n.kind() == Node.Pool.Kind.MAX
              ? seen.stream().mapToDouble(v -> v).max().orElseThrow()
              : seen.stream().mapToDouble(v -> v).sum() / count;
    }
    return y;
  }

  private static double[] mean(double[] x, Shape s, List<Integer> axes) {
    int[] kept = s.dims();
    for (int axis : axes) {
      kept[axis < 0 ? axis + s.rank() : axis] = 1;
    }
    Shape out = Shape.of(kept);
    double[] y = new double[out.size()];
    for (int i = 0; i < x.length; i++) {
      int[] ix = index(i, s);
      for (int a = 0; a < ix.length; a++) {
        ix[a] = Math.min(ix[a], kept[a] - 1);
      }
      y[offset(ix, out)] += x[i] * y.length / x.length;
    }
    return y;
  }

  private double[] softmax(Node.Softmax n) {
    Shape s = shape(n.input());
    double[] e = Arrays.stream(of(n.input())).map(Math::exp).toArray();
    int axis = n.axis() < 0 ? n.axis() + s.rank() : n.axis();
    double[] mean = mean(e, s, List.of(axis));
    int[] dims = s.dims();
    dims[axis] = 1;
    double[] y = new double[e.length];
    for (int i = 0; i < y.length; i++) {
      int[] ix = index(i, s);
      ix[axis] = 0;
      y[i] = e[i] / (mean[offset(ix, Shape.of(dims))] * s.dim(axis));
    }
    return y;
  }

  private double[] concat(Node.Concat n) {
    Shape out = shape(n.output());
    int axis = n.axis() < 0 ? n.axis() + out.rank() : n.axis();
    double[] y = new double[out.size()];
    int start = 0;
    for (String part : n.inputs()) {
      for (int i = 0; i < shape(part).size(); i++) {
        int[] ix = index(i, shape(part));
        ix[axis] += start;
        y[offset(ix, out)] = of(part)[i];
      }
      start += shape(part).dim(axis);
    }
    return y;
  }

  private double[] of(String value) {
    double[] v = values.get(value);
    if (v == null) {
      throw new IllegalStateException(value + " has not been computed");
    }
    return v;
  }

  private Shape shape(String value) {
    return shapes.get(value);
  }
}
