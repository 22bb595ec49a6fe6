package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns ONNX's operators that move elements into nodes. */
final class OnnxMoves {
  private OnnxMoves() {}

  static void add(OnnxImport graph, OnnxNode n) {
    String x = n.input(0);
    switch (n.type()) {
      case "Reshape" -> reshape(graph, n);
      case "Flatten" -> {
        int axis = n.integer("axis", 1);
        reshape(graph, n, graph.extents(x, s -> Axes.flattened(s, axis)));
      }
      case "Squeeze" -> {
        List<Integer> axes = axes(graph, n, 1);
        reshape(graph, n, graph.extents(x, s -> Axes.squeezed(s, axes)));
      }
      case "Unsqueeze" -> {
        List<Integer> axes = axes(graph, n, 1);
        reshape(graph, n, graph.extents(x, s -> Axes.unsqueezed(s, axes)));
      }
      case "Transpose" -> transpose(graph, n);
      case "Concat" ->
          graph.add(new Node.Concat(n.name(), n.output(), n.inputs(), n.integer("axis", 0)));
      case "Split" -> split(graph, n);
      case "Slice" -> slice(graph, n);
      case "Pad" -> pad(graph, n);
      default -> OnnxResize.add(graph, n);
    }
  }

  private static void reshape(OnnxImport graph, OnnxNode n) {
    if (n.integer("allowzero", 0) != 0) {
      throw new IllegalArgumentException("allowzero is not known");
    }
    reshape(graph, n, graph.extents(n.input(0), n.input(1)));
  }

  private static void reshape(OnnxImport graph, OnnxNode n, List<Integer> extents) {
    graph.add(new Node.Reshape(n.name(), n.output(), n.input(0), extents));
  }

  /** An attribute before opset 13, an input since. */
  private static @Nullable List<Integer> axes(OnnxImport graph, OnnxNode n, int input) {
    String given = n.optional(input);
    return given == null ? n.integers("axes") : graph.fixed(given).toInts();
  }

  private static void transpose(OnnxImport graph, OnnxNode n) {
    List<Integer> reversed =
        new ArrayList<>(IntStream.range(0, graph.shape(n.input(0)).rank()).boxed().toList());
    Collections.reverse(reversed);
    graph.add(new Node.Transpose(n.name(), n.output(), n.input(0), n.integers("perm", reversed)));
  }

  private static void split(OnnxImport graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    int axis = ShapeInference.axis(x, n.integer("axis", 0));
    int parts = n.proto().getOutputCount();
    String given = n.optional(1);
    List<Integer> sizes = given == null ? n.integers("split") : graph.fixed(given).toInts();
    // An uneven rest goes to the last part.
    int even = (x.dim(axis) + parts - 1) / parts;
    int start = 0;
    for (int i = 0; i < parts; i++) {
      int end = sizes == null ? Math.min(start + even, x.dim(axis)) : start + sizes.get(i);
      String name = i == 0 ? n.name() : graph.unique(n.name() + "." + i);
      graph.add(new Node.Slice(name, n.proto().getOutput(i), n.input(0), axis, start, end, 1));
      start = end;
    }
  }

  /** One node for each axis. */
  private static void slice(OnnxImport graph, OnnxNode n) {
    List<Integer> starts = graph.fixed(n.input(1)).toInts();
    List<Integer> ends = graph.fixed(n.input(2)).toInts();
    List<Integer> axes = axes(graph, n, 3);
    String steps = n.optional(4);
    String x = n.input(0);
    for (int i = 0; i < starts.size(); i++) {
      boolean last = i == starts.size() - 1;
      x =
          graph.add(
              new Node.Slice(
                  last ? n.name() : graph.unique(n.name() + "." + i),
                  last ? n.output() : n.output() + "." + i,
                  x,
                  axes == null ? i : axes.get(i),
                  starts.get(i),
                  ends.get(i),
                  steps == null ? 1 : graph.fixed(steps).toInts().get(i)));
    }
  }

  private static void pad(OnnxImport graph, OnnxNode n) {
    if (!n.text("mode", "constant").equals("constant")) {
      throw new IllegalArgumentException("the mode " + n.text("mode", "") + " is not known");
    }
    Shape x = graph.shape(n.input(0));
    List<Integer> pads = graph.fixed(n.input(1)).toInts();
    List<Integer> axes = axes(graph, n, 3);
    int[] before = new int[x.rank()];
    int[] after = new int[x.rank()];
    int given = pads.size() / 2;
    for (int i = 0; i < given; i++) {
      int axis = axes == null ? i : ShapeInference.axis(x, axes.get(i));
      before[axis] = pads.get(i);
      after[axis] = pads.get(given + i);
    }
    if (IntStream.concat(IntStream.of(before), IntStream.of(after)).anyMatch(v -> v < 0)) {
      throw new IllegalArgumentException("pads " + pads + " are negative");
    }
    String value = n.optional(2);
    graph.add(
        new Node.Pad(
            n.name(),
            n.output(),
            n.input(0),
            IntStream.of(before).boxed().toList(),
            IntStream.of(after).boxed().toList(),
            value == null ? 0 : (float) graph.fixed(value).scalar()));
  }
}
