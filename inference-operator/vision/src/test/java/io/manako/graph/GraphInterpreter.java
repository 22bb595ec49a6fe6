package io.manako.graph;

import static io.manako.graph.TextbookAxes.index;
import static io.manako.graph.TextbookAxes.mean;
import static io.manako.graph.TextbookAxes.offset;
import static io.manako.graph.TextbookAxes.softmax;

import io.manako.graph.FusedLayer.FusedConv;
import io.manako.graph.FusedLayer.FusedDense;
import io.manako.graph.FusedNode.InvertedResidual;
import io.manako.graph.FusedNode.SqueezeExcite;
import io.manako.graph.operation.Slot;
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
public final class GraphInterpreter implements NodeVisitor, FusedNode.Visitor {
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
    graph.nodes().forEach(node -> node.accept(interpreter));
    return graph.outputs().stream().map(interpreter::of).toList();
  }

  private static double[] doubles(Tensor tensor) {
    double[] d = new double[tensor.shape().size()];
    Arrays.setAll(d, i -> tensor.data().get(i));
    return d;
  }

  @Override
  public void visit(LayerNode.Conv n) {
    put(n, conv(n));
  }

  @Override
  public void visit(LayerNode.TransposedConv n) {
    double[][] in = n.inputs().stream().map(this::of).toArray(double[][]::new);
    Shape weights = shape(n.filters().weights());
    put(n, TextbookMaps.transposedConv(n, in, shape(n.input()), weights, shape(n.output())));
  }

  @Override
  public void visit(LayerNode.Dense n) {
    put(n, dense(n));
  }

  @Override
  public void visit(Node.BatchNorm n) {
    put(n, batchNorm(n));
  }

  @Override
  public void visit(Node.LocalResponseNorm n) {
    put(n, TextbookMaps.responseNorm(n, of(n.input()), shape(n.input())));
  }

  @Override
  public void visit(Node.Activate n) {
    put(n, activate(of(n.input()), n.activation()));
  }

  @Override
  public void visit(Node.Binary n) {
    put(n, binary(n.left(), n.right(), n.output(), n.operator()));
  }

  @Override
  public void visit(Node.Pool n) {
    put(n, pool(n));
  }

  @Override
  public void visit(Node.ReduceMean n) {
    put(n, mean(of(n.input()), shape(n.input()), n.axes()));
  }

  @Override
  public void visit(Node.Softmax n) {
    put(n, softmax(of(n.input()), shape(n.input()), n.axis()));
  }

  @Override
  public void visit(MoveNode.Reshape n) {
    put(n, of(n.input()).clone());
  }

  @Override
  public void visit(MoveNode.Transpose n) {
    Source source =
        ix -> {
          int[] from = new int[ix.length];
          for (int i = 0; i < ix.length; i++) {
            from[n.permutation().get(i)] = ix[i];
          }
          return from;
        };
    put(n, gather(n, source, 0));
  }

  @Override
  public void visit(MoveNode.Concat n) {
    put(n, concat(n));
  }

  @Override
  public void visit(MoveNode.Resize n) {
    put(n, TextbookResize.resize(n, of(n.input()), shape(n.input())));
  }

  @Override
  public void visit(MoveNode.Pad n) {
    put(n, gather(n, ix -> shifted(ix, n, shape(n.input())), n.value()));
  }

  @Override
  public void visit(MoveNode.Slice n) {
    Shape x = shape(n.input());
    int axis = n.axis() < 0 ? n.axis() + x.rank() : n.axis();
    int start = n.range().start() < 0 ? n.range().start() + x.dim(axis) : n.range().start();
    Source source =
        ix -> {
          int[] from = ix.clone();
          from[axis] = start + ix[axis] * n.range().step();
          return from;
        };
    put(n, gather(n, source, 0));
  }

  @Override
  public void visit(MoveNode.Identity n) {
    put(n, of(n.input()).clone());
  }

  @Override
  public void visit(TensorNode n) {
    Slot[] in = n.inputs().stream().map(this::of).map(GraphInterpreter::slot).toArray(Slot[]::new);
    float[] y = new float[shape(n.output()).size()];
    n.operation().loop(n.inputs().stream().map(this::shape).toList()).run(in, new Slot(y));
    double[] out = new double[y.length];
    Arrays.setAll(out, i -> y[i]);
    put(n, out);
  }

  private static Slot slot(double[] values) {
    float[] data = new float[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) values[i];
    }
    return new Slot(data);
  }

  @Override
  public void visit(FusedNode n) {
    n.acceptFused(this);
  }

  @Override
  public void visit(FusedConv n) {
    double[] y = conv(n.conv());
    if (n.residual() != null) {
      double[] r = of(n.residual());
      Arrays.setAll(y, i -> y[i] + r[i]);
    }
    put(n, activate(y, n.activation()));
  }

  @Override
  public void visit(FusedDense n) {
    put(n, activate(dense(n.dense()), n.activation()));
  }

  @Override
  public void visit(FusedNode.Spread n) {
    put(n, TextbookMaps.spread(n, of(n.input()), shape(n.input()), shape(n.output())));
  }

  @Override
  public void visit(SqueezeExcite n) {
    values.put(n.squeeze().input(), mean(of(n.input()), shape(n.input()), List.of(2, 3)));
    visit(n.squeeze());
    visit(n.excite());
    put(n, binary(n.input(), n.excite().output(), n.output(), Node.Binary.Operator.MUL));
  }

  @Override
  public void visit(InvertedResidual n) {
    n.stages().forEach(stage -> stage.accept(this));
  }

  private void put(Node node, double[] value) {
    values.put(node.output(), value);
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

  private static int @Nullable [] shifted(int[] ix, MoveNode.Pad n, Shape in) {
    int[] from = new int[ix.length];
    for (int i = 0; i < ix.length; i++) {
      from[i] = ix[i] - n.margins().before().get(i);
      if (from[i] < 0 || from[i] >= in.dim(i)) {
        return null;
      }
    }
    return from;
  }

  private double[] conv(LayerNode.Conv n) {
    Shape out = shape(n.output());
    double[] y = new double[out.size()];
    double[] bias = n.filters().bias() == null ? new double[out.dim(1)] : of(n.filters().bias());
    int map = out.dim(2) * out.dim(3);
    for (int plane = 0; plane < out.dim(0) * out.dim(1); plane++) {
      Arrays.fill(y, plane * map, (plane + 1) * map, bias[plane % out.dim(1)]);
      addFilter(n, plane, y);
    }
    return y;
  }

  /** Adds what one filter makes of one image to a plane of the output. */
  private void addFilter(LayerNode.Conv n, int plane, double[] y) {
    Shape x = shape(n.input());
    Shape w = shape(n.filters().weights());
    int channels = shape(n.output()).dim(1);
    int image = plane / channels;
    int filter = plane % channels;
    int group = filter / (channels / n.groups());
    double[] weights = of(n.filters().weights());
    int kernel = w.dim(2) * w.dim(3);
    for (int k = 0; k < w.dim(1) * kernel; k++) {
      int source = image * x.dim(1) + group * w.dim(1) + k / kernel;
      addTap(n, new int[] {plane, source, k % kernel}, weights[filter * w.dim(1) * kernel + k], y);
    }
  }

  /** Adds one shifted plane of the input, times a weight; outside of the map it is 0. */
  private void addTap(LayerNode.Conv n, int[] planesAndTap, double weight, double[] y) {
    Window win = n.window();
    int height = shape(n.input()).dim(2);
    int width = shape(n.input()).dim(3);
    int rows = shape(n.output()).dim(2);
    int columns = shape(n.output()).dim(3);
    double[] x = of(n.input());
    int tapY =
        planesAndTap[2] / win.kernel().columns() * win.dilation().rows() - win.padding().top();
    int tapX =
        planesAndTap[2] % win.kernel().columns() * win.dilation().columns() - win.padding().left();
    for (int row = 0; row < rows; row++) {
      int from = row * win.stride().rows() + tapY;
      for (int column = 0; column < columns && from >= 0 && from < height; column++) {
        int at = column * win.stride().columns() + tapX;
        if (at >= 0 && at < width) {
          y[(planesAndTap[0] * rows + row) * columns + column] +=
              weight * x[(planesAndTap[1] * height + from) * width + at];
        }
      }
    }
  }

  private double[] dense(LayerNode.Dense n) {
    int in = shape(n.filters().weights()).dim(1);
    int out = shape(n.filters().weights()).dim(0);
    double[] x = of(n.input());
    double[] w = of(n.filters().weights());
    double[] y = new double[shape(n.output()).size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = n.filters().bias() == null ? 0 : of(n.filters().bias())[i % out];
      for (int k = 0; k < in; k++) {
        y[i] += x[i / out * in + k] * w[i % out * in + k];
      }
    }
    return y;
  }

  private double[] batchNorm(Node.BatchNorm n) {
    double[] y = of(n.input()).clone();
    double[] scale = of(n.parameters().scale());
    double[] shift = of(n.parameters().shift());
    double[] mean = of(n.parameters().mean());
    double[] variance = of(n.parameters().variance());
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
      for (int k = 0; k < w.kernel().rows() * w.kernel().columns(); k++) {
        int row =
            ix[2] * w.stride().rows()
                - w.padding().top()
                + k / w.kernel().columns() * w.dilation().rows();
        int col =
            ix[3] * w.stride().columns()
                - w.padding().left()
                + k % w.kernel().columns() * w.dilation().columns();
        if (row >= 0 && row < x.dim(2) && col >= 0 && col < x.dim(3)) {
          seen.add(of(n.input())[offset(new int[] {ix[0], ix[1], row, col}, x)]);
        }
      }
      int count =
          n.kind() == Node.Pool.Kind.AVERAGE_WITH_PADDING
              ? w.kernel().rows() * w.kernel().columns()
              : seen.size();
      y[i] =
          n.kind() == Node.Pool.Kind.MAX
              ? seen.stream().mapToDouble(v -> v).max().orElseThrow()
              : seen.stream().mapToDouble(v -> v).sum() / count;
    }
    return y;
  }

  private double[] concat(MoveNode.Concat n) {
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
