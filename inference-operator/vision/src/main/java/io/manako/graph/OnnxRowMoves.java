package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Follows the axis of varying rows through operators that change the extents of a value. */
final class OnnxRowMoves {
  private OnnxRowMoves() {}

  /** Returns the axis of the rows in the result, or null if the node takes rows apart. */
  static @Nullable Integer moved(OnnxGraph graph, OnnxNode n) {
    Integer own = graph.rows(n.input(0));
    Shape x = graph.shape(n.input(0));
    if (own == null) {
      return null;
    }
    return switch (n.type()) {
      case "Squeeze" -> squeezed(x, numbers(graph, n, 1, "axes"), own);
      case "Unsqueeze" -> unsqueezed(x, numbers(graph, n, 1, "axes"), own);
      case "Reshape" -> reshaped(x, graph.fixed(n.input(1)).toInts(), own);
      case "Flatten" -> own == 0 && n.integer("axis", 1) == 1 ? own : null;
      default -> sliced(graph, n, own);
    };
  }

  private static @Nullable List<Integer> numbers(
      OnnxGraph graph, OnnxNode n, int input, String attribute) {
    List<Integer> given = n.reads(attribute) ? n.integers(attribute) : null;
    String value = n.optional(input);
    return given != null ? given : value == null ? null : graph.fixed(value).toInts();
  }

  private static @Nullable Integer squeezed(Shape x, @Nullable List<Integer> axes, int own) {
    // Without axes, a single row would lose its axis, too.
    if (axes == null) {
      return null;
    }
    List<Integer> dropped = axes.stream().map(a -> Axes.axis(x, a)).toList();
    return dropped.contains(own)
        ? null
        : (Integer) (own - (int) dropped.stream().filter(a -> a < own).count());
  }

  private static @Nullable Integer unsqueezed(Shape x, @Nullable List<Integer> axes, int own) {
    if (axes == null) {
      return null;
    }
    int rank = x.rank() + axes.size();
    List<Integer> added = axes.stream().map(a -> a < 0 ? a + rank : a).toList();
    int kept = -1;
    for (int a = 0; a < rank; a++) {
      kept += added.contains(a) ? 0 : 1;
      if (kept == own) {
        return a;
      }
    }
    return null;
  }

  /** Follows rows to the open extent of a target whose extents before hold as many elements. */
  private static @Nullable Integer reshaped(Shape x, List<Integer> target, int own) {
    int open = target.indexOf(-1);
    int before = IntStream.range(0, own).map(x::dim).reduce(1, (a, b) -> a * b);
    boolean fixed = target.stream().allMatch(d -> d == -1 || d > 0);
    if (open < 0 || !fixed) {
      return null;
    }
    int lead = target.subList(0, open).stream().reduce(1, (a, b) -> a * b);
    int rest = target.subList(open + 1, target.size()).stream().reduce(1, (a, b) -> a * b);
    return lead == before && (long) lead * rest * x.dim(own) == x.size() ? open : null;
  }

  /** A slice may end the rows early, but not at an end that counts from the last row. */
  private static @Nullable Integer sliced(OnnxGraph graph, OnnxNode n, int own) {
    List<Integer> starts = numbers(graph, n, 1, "starts");
    List<Integer> ends = numbers(graph, n, 2, "ends");
    List<Integer> axes = numbers(graph, n, 3, "axes");
    List<Integer> steps = n.optional(4) == null ? null : graph.fixed(n.input(4)).toInts();
    if (starts == null || ends == null) {
      return null;
    }
    for (int i = 0; i < starts.size(); i++) {
      int axis = Axes.axis(graph.shape(n.input(0)), axes == null ? i : axes.get(i));
      boolean first = starts.get(i) == 0 && ends.get(i) > 0 && (steps == null || steps.get(i) == 1);
      if (axis == own && !first) {
        return null;
      }
    }
    return own;
  }
}
