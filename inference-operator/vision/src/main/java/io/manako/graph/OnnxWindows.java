package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;

/** Turns ONNX's convolutions and poolings into nodes. */
final class OnnxWindows {
  private OnnxWindows() {}

  static void add(OnnxImport graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    if (x.rank() != 4) {
      throw new IllegalArgumentException("its input " + x + " is no map of rank 4");
    }
    switch (n.type()) {
      case "Conv" -> conv(graph, n, x);
      case "ConvTranspose" -> transposedConv(graph, n, x);
      case "MaxPool" -> pool(graph, n, Node.Pool.Kind.MAX);
      case "AveragePool" -> pool(graph, n, Node.Pool.Kind.AVERAGE);
      case "GlobalAveragePool" ->
          graph.add(new Node.ReduceMean(n.name(), n.output(), n.input(0), List.of(2, 3), true));
      default -> {
        Window all = new Window(x.dim(2), x.dim(3), 1, 1, 1, 1, 0, 0, 0, 0);
        graph.add(new Node.Pool(n.name(), n.output(), n.input(0), Node.Pool.Kind.MAX, all, false));
      }
    }
  }

  private static void conv(OnnxImport graph, OnnxNode n, Shape x) {
    Shape w = graph.weights(n.input(1)).shape();
    if (w.rank() != 4) {
      throw new IllegalArgumentException("its weights " + w + " are not of rank 4");
    }
    List<Integer> kernel = n.integers("kernel_shape", List.of(w.dim(2), w.dim(3)));
    String bias = n.optional(2);
    if (bias != null && !graph.weights(bias).shape().equals(Shape.of(w.dim(0)))) {
      throw new IllegalArgumentException("its bias does not fit its weights " + w);
    }
    graph.add(
        new Node.Conv(
            n.name(),
            n.output(),
            n.input(0),
            n.input(1),
            bias,
            window(n, x, kernel),
            n.integer("group", 1)));
  }

  private static void transposedConv(OnnxImport graph, OnnxNode n, Shape x) {
    Shape w = graph.weights(n.input(1)).shape();
    if (w.rank() != 4) {
      throw new IllegalArgumentException("its weights " + w + " are not of rank 4");
    }
    String auto = n.text("auto_pad", "NOTSET");
    if (auto.startsWith("SAME")) {
      throw new IllegalArgumentException(
          "its attribute auto_pad is " + auto + ": export it with pads instead");
    }
    String bias = n.optional(2);
    if (bias != null && !graph.weights(bias).shape().equals(Shape.of(w.dim(1)))) {
      throw new IllegalArgumentException("its bias does not fit its weights " + w);
    }
    Window window = window(n, x, n.integers("kernel_shape", List.of(w.dim(2), w.dim(3))));
    List<Integer> grown = n.integers("output_padding", List.of(0, 0));
    int bottom = window.bottom() - grown.get(0);
    int right = window.right() - grown.get(1);
    if (bottom < 0 || right < 0) {
      throw new IllegalArgumentException(
          "its output_padding " + grown + " is larger than its padding, which is not known");
    }
    Window cut = window.around(window.top(), window.left(), bottom, right);
    graph.add(new Node.TransposedConv(n.name(), n.output(), n.input(0), n.input(1), bias, cut));
  }

  private static void pool(OnnxImport graph, OnnxNode n, Node.Pool.Kind kind) {
    Shape x = graph.shape(n.input(0));
    checkSame(n);
    Window window = window(n, x, n.integers("kernel_shape", List.of(0, 0)));
    boolean countPadding = kind == Node.Pool.Kind.AVERAGE && n.integer("count_include_pad", 0) != 0;
    if (n.integer("ceil_mode", 0) != 0) {
      Window grown = window.rounded(x.dim(2), x.dim(3));
      if (countPadding && !grown.equals(window)) {
        throw new IllegalArgumentException(
            "ceil_mode together with count_include_pad is not known");
      }
      window = grown;
    }
    if (!window.meetsMap(x.dim(2), x.dim(3))) {
      throw new IllegalArgumentException(
          "one of its windows lies in the padding alone: " + window + " on " + x);
    }
    graph.add(new Node.Pool(n.name(), n.output(), n.input(0), kind, window, countPadding));
  }

  /** Runtimes do not agree on the padding of windows with gaps in or between them. */
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

  private static Window window(OnnxNode n, Shape x, List<Integer> kernel) {
    List<Integer> strides = n.integers("strides", List.of(1, 1));
    List<Integer> dilations = n.integers("dilations", List.of(1, 1));
    List<Integer> pads = n.integers("pads", List.of(0, 0, 0, 0));
    for (int v :
        List.of(
            kernel.get(0),
            kernel.get(1),
            strides.get(0),
            strides.get(1),
            dilations.get(0),
            dilations.get(1))) {
      if (v < 1 || v > 1 << 16) {
        throw new IllegalArgumentException(
            "kernel "
                + kernel
                + ", strides "
                + strides
                + " or dilations "
                + dilations
                + " make no window");
      }
    }
    int[] p = padding(n, x, List.of(kernel, strides, dilations), pads);
    for (int v : p) {
      if (v < 0 || v > 1 << 16) {
        throw new IllegalArgumentException("pads " + pads + " are not between 0 and 65536");
      }
    }
    return new Window(
        kernel.get(0),
        kernel.get(1),
        strides.get(0),
        strides.get(1),
        dilations.get(0),
        dilations.get(1),
        p[0],
        p[1],
        p[2],
        p[3]);
  }

  /** Top, left, bottom, right. */
  private static int[] padding(
      OnnxNode n, Shape x, List<List<Integer>> geometry, List<Integer> pads) {
    String auto = n.text("auto_pad", "NOTSET");
    return switch (auto) {
      case "NOTSET" -> pads.stream().mapToInt(v -> v).toArray();
      case "VALID" -> new int[4];
      case "SAME_UPPER", "SAME_LOWER" -> {
        int[] p = new int[4];
        for (int axis = 0; axis < 2; axis++) {
          int all = same(x.dim(2 + axis), axis, geometry);
          int less = all / 2;
          p[axis] = auto.equals("SAME_UPPER") ? less : all - less;
          p[axis + 2] = all - p[axis];
        }
        yield p;
      }
      default -> throw new IllegalArgumentException("auto_pad " + auto + " is not known");
    };
  }

  private static int same(int size, int axis, List<List<Integer>> geometry) {
    int kernel = geometry.get(0).get(axis);
    int stride = geometry.get(1).get(axis);
    int reach = (kernel - 1) * geometry.get(2).get(axis) + 1;
    int out = (size + stride - 1) / stride;
    return Math.max(0, (out - 1) * stride + reach - size);
  }
}
