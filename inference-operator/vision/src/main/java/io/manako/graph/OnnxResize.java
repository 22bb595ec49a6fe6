package io.manako.graph;

import io.manako.graph.Resampling.Grid;
import io.manako.graph.Resampling.Mode;
import io.manako.graph.Resampling.Scale;
import io.manako.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns ONNX's Resize of rows and columns into a node. */
final class OnnxResize {
  private static final int MOST = 1 << 16;

  private final OnnxGraph graph;
  private final OnnxNode n;
  private final Shape x;
  private final List<Integer> axes;
  private final @Nullable String sizes;
  private final String given;

  private OnnxResize(OnnxGraph graph, OnnxNode n, Shape x) {
    this.graph = graph;
    this.n = n;
    this.x = x;
    this.axes = axes(n, x);
    this.sizes = n.optional(3);
    this.given = sizes == null ? n.input(2) : sizes;
  }

  static void add(OnnxGraph graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    if (x.rank() != 4) {
      throw new IllegalArgumentException("its input " + x + " is no map of rank 4");
    }
    graph.add(new OnnxResize(graph, n, x).node());
  }

  /** Returns the axes that the node names, by default all. */
  private static List<Integer> axes(OnnxNode n, Shape x) {
    List<Integer> named = n.integers("axes");
    return named == null
        ? IntStream.range(0, x.rank()).boxed().toList()
        : named.stream().map(a -> Axes.axis(x, a)).toList();
  }

  private MoveNode.Resize node() {
    checkCounts();
    checkKept(0);
    checkKept(1);
    Extent size = new Extent(size(2), size(3));
    checkMoved(size.rows(), size.columns());
    Resampling sampling = sampling(size.rows(), size.columns());
    return new MoveNode.Resize(n.name(), n.output(), n.input(0), size, sampling);
  }

  private void checkCounts() {
    String scales = n.optional(2);
    if (sizes != null && scales != null && graph.count(scales) != 0) {
      throw new IllegalArgumentException("it has both scales and sizes");
    }
    if (graph.count(given) != axes.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %d numbers for %d axes",
              given,
              graph.count(given),
              axes.size()));
    }
  }

  private Resampling sampling(int height, int width) {
    Grid grid = grid();
    Mode mode = mode();
    boolean whole = height % x.dim(2) == 0 && width % x.dim(3) == 0 && isExact(height, width);
    boolean rounds = mode == Mode.NEAREST_PREFER_FLOOR || mode == Mode.NEAREST_PREFER_CEIL;
    if (whole && rounds && grid == Grid.HALF_PIXEL) {
      // Every sample is repeated, which the simplest grid expresses as well.
      mode = Mode.NEAREST;
      grid = Grid.ASYMMETRIC;
    }
    // Single precision would choose the wrong one of two samples at the same distance.
    boolean exact = mode == Mode.BILINEAR || mode == Mode.NEAREST_PREFER_CEIL || whole;
    return new Resampling(mode, grid, exact ? ownScale(height, width) : scale(height, width));
  }

  /** Refuses a resize along the axis of the pictures or of the channels. */
  private void checkKept(int axis) {
    int at = axes.indexOf(axis);
    boolean kept =
        at < 0
            || (sizes == null
                ? graph.fixed(given, at) == 1
                : graph.keepsExtent(n.input(0), axis, sizes, at));
    if (!kept) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s resizes axis %d; only rows and columns can be resized",
              given,
              axis));
    }
  }

  /**
   * Refuses scales other than 1 that keep a map's size: ONNX moves its samples, ONNX Runtime copies
   * them.
   */
  private void checkMoved(int height, int width) {
    boolean kept = height == x.dim(2) && width == x.dim(3);
    if (kept && (factor(2) != 1 || factor(3) != 1)) {
      throw new IllegalArgumentException(
          "its scales %s and %s keep the size of %s, on which runtimes do not agree"
              .formatted(factor(2), factor(3), x));
    }
  }

  private int size(int axis) {
    int at = axes.indexOf(axis);
    if (at < 0) {
      return x.dim(axis);
    }
    double out = sizes != null ? graph.fixed(sizes, at) : Math.floor(x.dim(axis) * factor(axis));
    if (!(out >= 1 && out <= MOST)) {
      throw new IllegalArgumentException("it resizes to " + out + " samples");
    }
    return (int) out;
  }

  /** Returns the scale of an axis that the file specifies, by default 1. */
  private float factor(int axis) {
    int at = axes.indexOf(axis);
    return at < 0 || sizes != null ? 1 : (float) graph.fixed(given, at);
  }

  /** Returns whether the sizes alone determine the scales. */
  private boolean isExact(int height, int width) {
    return sizes != null
        || (x.dim(2) * (double) factor(2) == height && x.dim(3) * (double) factor(3) == width);
  }

  private @Nullable Scale ownScale(int height, int width) {
    return isExact(height, width) ? null : scale(height, width);
  }

  private Scale scale(int height, int width) {
    return sizes == null
        ? new Scale(factor(2), factor(3))
        : new Scale((float) height / x.dim(2), (float) width / x.dim(3));
  }

  private Mode mode() {
    String mode = n.text("mode", "nearest");
    return switch (mode) {
      case "nearest" -> nearest();
      case "linear" -> Mode.BILINEAR;
      default -> throw unknown("mode", mode);
    };
  }

  private Mode nearest() {
    String mode = n.text("nearest_mode", "round_prefer_floor");
    return switch (mode) {
      case "floor" -> Mode.NEAREST;
      case "ceil" -> Mode.NEAREST_CEIL;
      case "round_prefer_floor" -> Mode.NEAREST_PREFER_FLOOR;
      case "round_prefer_ceil" -> Mode.NEAREST_PREFER_CEIL;
      default -> throw unknown("nearest_mode", mode);
    };
  }

  private Grid grid() {
    String mode = n.text("coordinate_transformation_mode", "half_pixel");
    return switch (mode) {
      case "half_pixel" -> Grid.HALF_PIXEL;
      case "pytorch_half_pixel" -> Grid.PYTORCH_HALF_PIXEL;
      case "asymmetric" -> Grid.ASYMMETRIC;
      case "align_corners" -> Grid.ALIGN_CORNERS;
      default -> throw unknown("coordinate_transformation_mode", mode);
    };
  }

  private static IllegalArgumentException unknown(String attribute, String value) {
    return new IllegalArgumentException(
        "its attribute %s is %s, which is not known".formatted(attribute, value));
  }
}
