package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;

/** Turns ONNX's convolutions and poolings into nodes. */
final class OnnxWindows {
  /** Maximum kernel, stride, dilation or padding. */
  private static final int MOST = 1 << 16;

  private OnnxWindows() {}

  static void add(OnnxGraph graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    if (x.rank() != 4) {
      throw new IllegalArgumentException("its input " + x + " is no map of rank 4");
    }
    switch (n.type()) {
      case "Conv" -> conv(graph, n, x);
      case "ConvTranspose" -> transposedConv(graph, n, x);
      case "MaxPool" -> pool(graph, n, Node.Pool.Kind.MAX);
      case "AveragePool" -> pool(graph, n, average(n));
      case "GlobalAveragePool" ->
          graph.add(new Node.ReduceMean(n.name(), n.output(), n.input(0), List.of(2, 3), true));
      default -> {
        Window all = Window.covering(x.dim(2), x.dim(3));
        graph.add(new Node.Pool(n.name(), n.output(), n.input(0), Node.Pool.Kind.MAX, all));
      }
    }
  }

  private static void conv(OnnxGraph graph, OnnxNode n, Shape x) {
    Shape w = graph.weights(n.input(1)).shape();
    if (w.rank() != 4) {
      throw new IllegalArgumentException("its weights " + w + " are not of rank 4");
    }
    List<Integer> kernel = n.integers("kernel_shape", List.of(w.dim(2), w.dim(3)));
    String bias = n.optional(2);
    if (bias != null && !graph.weights(bias).shape().equals(Shape.of(w.dim(0)))) {
      throw new IllegalArgumentException("its bias does not fit its weights " + w);
    }
    Window window = window(n, x, kernel);
    Filters filters = new Filters(n.input(1), bias);
    int groups = n.integer("group", 1);
    graph.add(new LayerNode.Conv(n.name(), n.output(), n.input(0), filters, window, groups));
  }

  private static void transposedConv(OnnxGraph graph, OnnxNode n, Shape x) {
    Shape w = graph.weights(n.input(1)).shape();
    if (w.rank() != 4) {
      throw new IllegalArgumentException("its weights " + w + " are not of rank 4");
    }
    int groups = n.integer("group", 1);
    String bias = n.optional(2);
    long out = (long) w.dim(1) * groups;
    if (bias != null && !graph.weights(bias).shape().equals(Shape.of(Math.toIntExact(out)))) {
      throw new IllegalArgumentException("its bias does not fit its weights " + w);
    }
    Window window = OnnxTransposedWindow.of(n, x, List.of(w.dim(2), w.dim(3)));
    Filters filters = new Filters(n.input(1), bias);
    graph.add(
        new LayerNode.TransposedConv(n.name(), n.output(), n.input(0), filters, window, groups));
  }

  private static Node.Pool.Kind average(OnnxNode n) {
    return n.integer("count_include_pad", 0) == 0
        ? Node.Pool.Kind.AVERAGE
        : Node.Pool.Kind.AVERAGE_WITH_PADDING;
  }

  private static void pool(OnnxGraph graph, OnnxNode n, Node.Pool.Kind kind) {
    Shape x = graph.shape(n.input(0));
    checkSame(n);
    Window window = window(n, x, n.integers("kernel_shape", List.of(0, 0)));
    if (n.integer("ceil_mode", 0) != 0) {
      Window grown = window.rounded(x.dim(2), x.dim(3));
      if (kind == Node.Pool.Kind.AVERAGE_WITH_PADDING && !grown.equals(window)) {
        throw new IllegalArgumentException(
            "ceil_mode together with count_include_pad is not known");
      }
      window = grown;
    }
    if (!window.meetsMap(x.dim(2), x.dim(3))) {
      throw new IllegalArgumentException(
          "one of its windows lies in the padding alone: " + window + " on " + x);
    }
    graph.add(new Node.Pool(n.name(), n.output(), n.input(0), kind, window));
  }

  /**
   * Refuses SAME for windows with gaps in or between them, on whose padding runtimes do not agree.
   */
  private static void checkSame(OnnxNode n) {
    String auto = n.text("auto_pad", "NOTSET");
    List<Integer> kernel = n.integers("kernel_shape", List.of(0, 0));
    List<Integer> strides = n.integers("strides", List.of(1, 1));
    List<Integer> dilations = n.integers("dilations", List.of(1, 1));
    boolean gaps =
        !dilations.equals(List.of(1, 1))
            || strides.get(0) > kernel.get(0)
            || strides.get(1) > kernel.get(1);
    if (auto.startsWith("SAME") && gaps) {
      throw new IllegalArgumentException(
          "its attribute auto_pad is %s with kernel_shape %s, strides %s and dilations %s: export"
                  .formatted(auto, kernel, strides, dilations)
              + " it with pads instead");
    }
  }

  /** Returns the window of a node with the padding that the node specifies. */
  private static Window window(OnnxNode n, Shape x, List<Integer> kernel) {
    List<Integer> pads = n.integers("pads", List.of(0, 0, 0, 0));
    Window bare = bare(n, kernel);
    return bare.around(checked(padding(n, bare.same(x.dim(2), x.dim(3)).padding(), pads), pads));
  }

  /** Returns the window of a node without padding. */
  static Window bare(OnnxNode n, List<Integer> kernel) {
    List<Integer> strides = n.integers("strides", List.of(1, 1));
    List<Integer> dilations = n.integers("dilations", List.of(1, 1));
    if (!areSteps(kernel) || !areSteps(strides) || !areSteps(dilations)) {
      throw new IllegalArgumentException(
          "kernel "
              + kernel
              + ", strides "
              + strides
              + " or dilations "
              + dilations
              + " make no window");
    }
    return new Window(extent(kernel), extent(strides), extent(dilations), Border.NONE);
  }

  private static Border checked(Border p, List<Integer> pads) {
    for (int v : List.of(p.top(), p.left(), p.bottom(), p.right())) {
      if (v < 0 || v > MOST) {
        throw new IllegalArgumentException("pads " + pads + " are not between 0 and 65536");
      }
    }
    return p;
  }

  private static boolean areSteps(List<Integer> numbers) {
    return numbers.stream().allMatch(v -> v >= 1 && v <= MOST);
  }

  private static Extent extent(List<Integer> rowsAndColumns) {
    return new Extent(rowsAndColumns.get(0), rowsAndColumns.get(1));
  }

  /**
   * Returns the padding that a node specifies; {@code same} has its odd samples below and right.
   */
  private static Border padding(OnnxNode n, Border same, List<Integer> pads) {
    String auto = n.text("auto_pad", "NOTSET");
    return switch (auto) {
      case "NOTSET" -> new Border(pads.get(0), pads.get(1), pads.get(2), pads.get(3));
      case "VALID" -> Border.NONE;
      case "SAME_UPPER" -> same;
      case "SAME_LOWER" -> new Border(same.bottom(), same.right(), same.top(), same.left());
      default -> throw new IllegalArgumentException("auto_pad " + auto + " is not known");
    };
  }
}
