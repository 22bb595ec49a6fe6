package io.manako.graph;

import static io.manako.graph.LiteralOperators.checkSize;
import static io.manako.graph.LiteralOperators.present;
import static io.manako.graph.LiteralOperators.required;

import io.manako.graph.operation.Selection;
import io.manako.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Moves, repeats and picks elements of numbers that are known while a file is read. The same moves
 * of the numbers 0, 1, 2, … give the sources of each element for a value that is computed later.
 */
final class LiteralMoves {
  private static final Set<String> KNOWN =
      Set.of(
          "Gather",
          "GatherElements",
          "GatherND",
          "Concat",
          "Slice",
          "Transpose",
          "Reshape",
          "Flatten",
          "Squeeze",
          "Unsqueeze",
          "Expand",
          "Tile",
          "Pad");

  private LiteralMoves() {}

  static boolean knows(String type) {
    return KNOWN.contains(type);
  }

  /** Returns the result of an operator that {@link #knows} names. */
  static Literal apply(OnnxNode n, List<@Nullable Literal> in) {
    Literal x = required(in, 0);
    return switch (n.type()) {
      case "Gather" -> gathered(n, x, required(in, 1));
      case "Concat" -> joined(n, in);
      case "Slice" -> sliced(n, x, in);
      case "Transpose" -> x.transposed(n.integers("perm", reversed(x.shape().rank())));
      case "Reshape" -> {
        List<Integer> target = required(in, 1).toInts();
        OnnxMoves.checkZeros(n, target.contains(0));
        yield x.reshaped(Axes.reshaped(x.shape(), target));
      }
      case "Flatten" -> x.reshaped(Axes.flattened(x.shape(), n.integer("axis", 1)));
      case "Squeeze" -> x.reshaped(Axes.squeezed(x.shape(), axes(n, in, 1)));
      case "Unsqueeze" -> x.reshaped(Axes.unsqueezed(x.shape(), axes(n, in, 1)));
      case "GatherElements" -> gatheredSingly(n, x, required(in, 1));
      case "GatherND" -> gatheredPoints(n, x, required(in, 1));
      case "Expand" -> expanded(x, required(in, 1).toInts());
      case "Tile" -> tiled(x, required(in, 1).toInts());
      case "Pad" -> padded(n, in);
      default -> throw new IllegalArgumentException("it cannot be computed when a file is read");
    };
  }

  /** Returns the parts into which Split divides numbers, in the order of its outputs. */
  static List<Literal> parts(OnnxNode n, List<@Nullable Literal> in) {
    Literal x = required(in, 0);
    int axis = Axes.axis(x.shape(), n.integer("axis", 0));
    List<Integer> sizes = present(in, 1) ? required(in, 1).toInts() : n.integers("split");
    List<Integer> ends = OnnxMoves.ends(n, x.shape().dim(axis), sizes);
    List<Literal> parts = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      parts.add(x.sliced(axis, i == 0 ? 0 : ends.get(i - 1), ends.get(i), 1));
    }
    return parts;
  }

  /**
   * Adds a node that moves the elements of a computed value as the operator says; all other inputs
   * must be known.
   */
  static void add(OnnxGraph graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    checkSize(x.size());
    double[] numbers = new double[x.size()];
    Arrays.setAll(numbers, i -> i);
    List<@Nullable Literal> in = new ArrayList<>();
    // 64-bit integers, because the numbers are indices.
    in.add(new Literal(x, numbers, Literal.ofInts().type()));
    boolean pads = n.type().equals("Pad");
    for (int i = 1; i < Math.max(n.inputCount(), pads ? 3 : 1); i++) {
      String value = n.optional(i);
      // The number −1 marks what comes from no element.
      boolean marks = pads && i == 2;
      in.add(marks ? Literal.ofInts(-1) : value == null ? null : graph.fixed(value));
    }
    Literal moved = apply(n, in);
    int[] sources = Arrays.stream(moved.values()).mapToInt(v -> (int) v).toArray();
    Selection selection = new Selection(x, moved.shape(), sources, pads ? fill(graph, n) : 0);
    graph.add(new TensorNode(n.name(), n.output(), List.of(n.input(0)), selection));
  }

  private static float fill(OnnxGraph graph, OnnxNode n) {
    String given = n.optional(2);
    return given == null ? n.real("value", 0) : (float) graph.fixed(given).scalar();
  }

  private static Literal gathered(OnnxNode n, Literal x, Literal indices) {
    int axis = Axes.axis(x.shape(), n.integer("axis", 0));
    int size = x.shape().dim(axis);
    int[] picks = indices.toInts().stream().mapToInt(i -> i < 0 ? i + size : i).toArray();
    if (Arrays.stream(picks).anyMatch(i -> i < 0 || i >= size)) {
      throw new IllegalArgumentException(
          "index " + indices.toInts() + " is outside of " + x.shape());
    }
    List<Integer> out = new ArrayList<>();
    IntStream.range(0, axis).map(x.shape()::dim).forEach(out::add);
    IntStream.of(indices.shape().dims()).forEach(out::add);
    IntStream.range(axis + 1, x.shape().rank()).map(x.shape()::dim).forEach(out::add);
    Shape shape = Shape.of(out.stream().mapToInt(v -> v).toArray());
    checkSize(shape.size());
    return x.picked(axis, 0, picks).reshaped(shape);
  }

  private static Literal joined(OnnxNode n, List<@Nullable Literal> in) {
    List<Literal> parts = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      parts.add(required(in, i));
    }
    return Literal.joined(parts, Axes.axis(parts.get(0).shape(), n.integer("axis", 0)));
  }

  private static Literal sliced(OnnxNode n, Literal x, List<@Nullable Literal> in) {
    List<Integer> starts = numbers(n, in, 1, "starts");
    List<Integer> ends = numbers(n, in, 2, "ends");
    List<Integer> axes = present(in, 3) ? required(in, 3).toInts() : n.integers("axes");
    List<Integer> steps = present(in, 4) ? required(in, 4).toInts() : null;
    OnnxMoves.checkSlices(starts, ends, axes, steps);
    Literal y = x;
    for (int i = 0; i < starts.size(); i++) {
      int axis = axes == null ? i : axes.get(i);
      int step = steps == null ? 1 : steps.get(i);
      y = y.sliced(Axes.axis(x.shape(), axis), starts.get(i), ends.get(i), step);
    }
    return y;
  }

  /** Returns the numbers of an input or, in older operator sets, of an attribute. */
  private static List<Integer> numbers(
      OnnxNode n, List<@Nullable Literal> in, int input, String attribute) {
    List<Integer> given = n.integers(attribute);
    return given == null ? required(in, input).toInts() : given;
  }

  private static Literal gatheredSingly(OnnxNode n, Literal x, Literal indices) {
    int axis = Axes.axis(x.shape(), n.integer("axis", 0));
    int size = x.shape().dim(axis);
    double[] y = new double[indices.values().length];
    for (int i = 0; i < y.length; i++) {
      int[] at = Literal.index(i, indices.shape());
      at[axis] = index((int) indices.values()[i], size);
      y[i] = x.values()[Literal.offset(at, x.shape())];
    }
    return new Literal(indices.shape(), y, x.type());
  }

  private static Literal gatheredPoints(OnnxNode n, Literal x, Literal indices) {
    if (n.integer("batch_dims", 0) != 0) {
      throw new IllegalArgumentException("its attribute batch_dims is not 0, which is not known");
    }
    int depth = indices.shape().dim(-1);
    int points = indices.values().length / Math.max(1, depth);
    int[] rest = Arrays.copyOfRange(x.shape().dims(), depth, x.shape().rank());
    int run = Shape.of(rest).size();
    checkSize((long) points * run);
    double[] y = new double[points * run];
    for (int p = 0; p < points; p++) {
      int at = 0;
      for (int d = 0; d < depth; d++) {
        int size = x.shape().dim(d);
        at = at * size + index((int) indices.values()[p * depth + d], size);
      }
      System.arraycopy(x.values(), at * run, y, p * run, run);
    }
    int[] lead = Arrays.copyOf(indices.shape().dims(), indices.shape().rank() - 1);
    int[] out = IntStream.concat(IntStream.of(lead), IntStream.of(rest)).toArray();
    return new Literal(Shape.of(out), y, x.type());
  }

  private static int index(int given, int size) {
    int i = given < 0 ? given + size : given;
    if (i < 0 || i >= size) {
      throw new IllegalArgumentException("index " + given + " is outside of " + size + " elements");
    }
    return i;
  }

  private static Literal expanded(Literal x, List<Integer> target) {
    if (target.stream().anyMatch(d -> d < 0)) {
      throw new IllegalArgumentException("its shape is " + target);
    }
    Shape out = Axes.broadcast(x.shape(), Shape.of(target.stream().mapToInt(v -> v).toArray()));
    checkSize(out.size());
    Literal zeros = new Literal(out, new double[out.size()], x.type());
    return zeros.combined(x, (zero, v) -> v);
  }

  private static Literal tiled(Literal x, List<Integer> repeats) {
    if (repeats.size() != x.shape().rank()) {
      throw new IllegalArgumentException("its repeats " + repeats + " do not fit " + x.shape());
    }
    Literal y = x;
    for (int a = 0; a < repeats.size(); a++) {
      int extent = x.shape().dim(a);
      long size = (long) y.values().length * repeats.get(a);
      checkSize(size);
      y =
          y.picked(
              a, 0, IntStream.range(0, extent * repeats.get(a)).map(i -> i % extent).toArray());
    }
    return y;
  }

  private static Literal padded(OnnxNode n, List<@Nullable Literal> in) {
    Literal x = required(in, 0);
    String mode = n.text("mode", "constant");
    int[][] margins = OnnxMoves.margins(x.shape(), numbers(n, in, 1, "pads"), axes(n, in, 3));
    double fill = present(in, 2) ? required(in, 2).scalar() : n.real("value", 0);
    Literal y = x;
    for (int a = 0; a < x.shape().rank(); a++) {
      int extent = x.shape().dim(a);
      int before = margins[0][a];
      int size = extent + before + margins[1][a];
      checkSize((long) y.values().length / Math.max(1, extent) * size);
      int[] picks = IntStream.range(0, size).map(i -> source(mode, i - before, extent)).toArray();
      y = y.picked(a, fill, picks);
    }
    return y;
  }

  private static int source(String mode, int i, int extent) {
    return switch (mode) {
      case "constant" -> i < 0 || i >= extent ? -1 : i;
      case "edge" -> Math.max(0, Math.min(i, extent - 1));
      case "wrap" -> Math.floorMod(i, extent);
      case "reflect" -> {
        int period = Math.max(1, 2 * (extent - 1));
        int at = Math.floorMod(i, period);
        yield at < extent ? at : period - at;
      }
      default -> throw new IllegalArgumentException("its attribute mode is " + mode);
    };
  }

  /**
   * Returns the axes of a squeeze or an unsqueeze: an attribute before opset 13, an input since
   * then.
   */
  private static @Nullable List<Integer> axes(OnnxNode n, List<@Nullable Literal> in, int input) {
    return present(in, input)
        ? required(in, input).toInts()
        : n.reads("axes") ? n.integers("axes") : null;
  }

  private static List<Integer> reversed(int rank) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.reverse(axes);
    return axes;
  }
}
