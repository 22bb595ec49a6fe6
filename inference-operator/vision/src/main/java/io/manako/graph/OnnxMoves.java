package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns ONNX's operators that move elements into nodes. */
final class OnnxMoves {
  private OnnxMoves() {}

  static void add(OnnxGraph graph, OnnxNode n) {
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
          graph.add(new MoveNode.Concat(n.name(), n.output(), n.inputs(), n.integer("axis", 0)));
      case "Split" -> split(graph, n);
      case "Slice" -> slice(graph, n);
      case "Pad" -> pad(graph, n);
      default -> OnnxResize.add(graph, n);
    }
  }

  private static void reshape(OnnxGraph graph, OnnxNode n) {
    checkZeros(n, graph.holdsZero(n.input(1)));
    reshape(graph, n, graph.extents(n.input(0), n.input(1)));
  }

  /**
   * Refuses a shape with an extent of 0: a zero stands for the input's extent, unless allowzero is
   * set.
   */
  static void checkZeros(OnnxNode n, boolean zero) {
    if (zero && n.integer("allowzero", 0) != 0) {
      throw new IllegalArgumentException(
          "its attribute allowzero is 1 and its shape holds a 0: it has no elements");
    }
  }

  private static void reshape(OnnxGraph graph, OnnxNode n, List<Integer> extents) {
    graph.add(new MoveNode.Reshape(n.name(), n.output(), n.input(0), extents));
  }

  /**
   * Returns the axes of an input or, in older operator sets, of an attribute; null if there are
   * none.
   */
  private static @Nullable List<Integer> axes(OnnxGraph graph, OnnxNode n, int input) {
    String given = n.optional(input);
    return given != null
        ? graph.fixed(given).toInts()
        : n.reads("axes") ? n.integers("axes") : null;
  }

  private static void transpose(OnnxGraph graph, OnnxNode n) {
    List<Integer> reversed =
        new ArrayList<>(IntStream.range(0, graph.shape(n.input(0)).rank()).boxed().toList());
    Collections.reverse(reversed);
    graph.add(
        new MoveNode.Transpose(n.name(), n.output(), n.input(0), n.integers("perm", reversed)));
  }

  private static void split(OnnxGraph graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    int axis = Axes.axis(x, n.integer("axis", 0));
    int parts = n.proto().getOutputCount();
    String given = n.optional(1);
    List<Integer> sizes = given == null ? n.integers("split") : graph.fixed(given).toInts();
    List<Integer> ends = ends(n, x.dim(axis), sizes);
    int start = 0;
    for (int i = 0; i < parts; i++) {
      int end = ends.get(i);
      String output = n.proto().getOutput(i);
      String name = i == 0 ? n.name() : graph.unique(n.name() + "." + i);
      if (!output.isEmpty()) {
        MoveNode.Slice.Range range = new MoveNode.Slice.Range(start, end, 1);
        graph.add(new MoveNode.Slice(name, output, n.input(0), axis, range));
      }
      start = end;
    }
  }

  /** Returns the index behind each part of an axis; {@code sizes} is null for equal parts. */
  static List<Integer> ends(OnnxNode n, int extent, @Nullable List<Integer> sizes) {
    checkParts(n, extent, sizes);
    int parts = n.proto().getOutputCount();
    // The last part takes the rest, which may be smaller.
    int even = (extent + parts - 1) / parts;
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < parts; i++) {
      end = sizes == null ? Math.min(end + even, extent) : end + sizes.get(i);
      ends.add(end);
    }
    return ends;
  }

  private static void checkParts(OnnxNode n, int size, @Nullable List<Integer> sizes) {
    int parts = n.proto().getOutputCount();
    boolean counted = n.integer("num_outputs", parts) == parts;
    boolean even = n.opset() >= 18 || size % parts == 0;
    boolean whole =
        sizes == null
            ? even
            : sizes.size() == parts && sizes.stream().mapToInt(v -> v).sum() == size;
    if (!counted || !whole) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "it splits %d elements into %d outputs, which its sizes %s or its num_outputs do not"
                  + " say",
              size,
              parts,
              sizes));
    }
  }

  /** Adds one node for each axis. */
  private static void slice(OnnxGraph graph, OnnxNode n) {
    List<Integer> starts = numbers(graph, n, 1, "starts");
    List<Integer> ends = numbers(graph, n, 2, "ends");
    List<Integer> axes = axes(graph, n, 3);
    List<Integer> steps = n.optional(4) == null ? null : graph.fixed(n.input(4)).toInts();
    checkSlices(starts, ends, axes, steps);
    String x = n.input(0);
    if (starts.isEmpty()) {
      graph.add(new MoveNode.Identity(n.name(), n.output(), x));
    }
    if (steps != null && steps.stream().anyMatch(step -> step < 1)) {
      LiteralMoves.add(graph, n);
      return;
    }
    for (int i = 0; i < starts.size(); i++) {
      boolean last = i == starts.size() - 1;
      int step = steps == null ? 1 : steps.get(i);
      x =
          graph.add(
              new MoveNode.Slice(
                  last ? n.name() : graph.unique(n.name() + "." + i),
                  last ? n.output() : n.output() + "." + i,
                  x,
                  axes == null ? i : axes.get(i),
                  new MoveNode.Slice.Range(starts.get(i), ends.get(i), step)));
    }
  }

  /**
   * Throws {@link IllegalArgumentException} unless starts, ends, axes and steps are equally many.
   */
  static void checkSlices(
      List<Integer> starts,
      List<Integer> ends,
      @Nullable List<Integer> axes,
      @Nullable List<Integer> steps) {
    int n = starts.size();
    boolean fit =
        ends.size() == n
            && (axes == null || axes.size() == n)
            && (steps == null || steps.size() == n);
    if (!fit) {
      throw new IllegalArgumentException(
          "its starts %s, ends %s, axes %s and steps %s are not equally many"
              .formatted(starts, ends, axes, steps));
    }
  }

  /** Returns the numbers of an input or, in older operator sets, of an attribute. */
  private static List<Integer> numbers(OnnxGraph graph, OnnxNode n, int input, String attribute) {
    List<Integer> given = n.integers(attribute);
    return given == null ? graph.fixed(n.input(input)).toInts() : given;
  }

  private static void pad(OnnxGraph graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    int[][] widths = margins(x, numbers(graph, n, 1, "pads"), axes(graph, n, 3));
    int[] before = widths[0];
    int[] after = widths[1];
    boolean crops =
        IntStream.concat(IntStream.of(before), IntStream.of(after)).anyMatch(v -> v < 0);
    if (crops || !n.text("mode", "constant").equals("constant")) {
      LiteralMoves.add(graph, n);
      return;
    }
    MoveNode.Pad.Margins margins =
        new MoveNode.Pad.Margins(
            IntStream.of(before).boxed().toList(), IntStream.of(after).boxed().toList());
    String given = n.optional(2);
    float value = given == null ? n.real("value", 0) : (float) graph.fixed(given).scalar();
    graph.add(new MoveNode.Pad(n.name(), n.output(), n.input(0), margins, value));
  }

  /** Returns the margins before and after each axis of a value. */
  static int[][] margins(Shape x, List<Integer> pads, @Nullable List<Integer> axes) {
    int[][] margins = new int[2][x.rank()];
    int count = axes == null ? x.rank() : axes.size();
    if (pads.size() != 2 * count) {
      throw new IllegalArgumentException(
          "its pads " + pads + " are not two for each of " + count + " axes");
    }
    for (int i = 0; i < count; i++) {
      int axis = axes == null ? i : Axes.axis(x, axes.get(i));
      margins[0][axis] = pads.get(i);
      margins[1][axis] = pads.get(count + i);
    }
    return margins;
  }
}
