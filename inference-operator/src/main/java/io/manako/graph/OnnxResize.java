package io.manako.graph;

import io.manako.graph.Node.Resize.Grid;
import io.manako.graph.Node.Resize.Mode;
import io.manako.tensor.Shape;
import java.util.List;

/** Turns ONNX's Resize into a node where both say the same. */
final class OnnxResize {
  private OnnxResize() {}

  static void add(OnnxImport graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    if (x.rank() != 4) {
      throw new IllegalArgumentException("its input " + x + " is no map of rank 4");
    }
    int height = size(graph, n, 2);
    int width = size(graph, n, 3);
    Mode mode = mode(n);
    boolean whole = height % x.dim(2) == 0 && width % x.dim(3) == 0;
    Grid grid = mode == Mode.NEAREST ? nearest(n, whole) : grid(n);
    graph.add(new Node.Resize(n.name(), n.output(), n.input(0), height, width, mode, grid));
  }

  private static int size(OnnxImport graph, OnnxNode n, int axis) {
    int in = graph.shape(n.input(0)).dim(axis);
    String sizes = n.optional(3);
    List<Integer> axes = n.integers("axes");
    int at = axes == null ? axis : axes.indexOf(axis);
    if (at < 0) {
      return in;
    }
    double out =
        sizes != null ? graph.fixed(sizes, at) : Math.floor(in * graph.fixed(n.input(2), at));
    if (!(out >= 1 && out <= 1 << 16)) {
      throw new IllegalArgumentException("it resizes to " + out + " samples");
    }
    return (int) out;
  }

  private static Mode mode(OnnxNode n) {
    return switch (n.text("mode", "nearest")) {
      case "nearest" -> Mode.NEAREST;
      case "linear" -> Mode.BILINEAR;
      default ->
          throw new IllegalArgumentException("the mode " + n.text("mode", "") + " is not known");
    };
  }

  /** On whole multiples every grid but the one of aligned corners repeats each sample. */
  private static Grid nearest(OnnxNode n, boolean whole) {
    Grid grid = grid(n);
    boolean floor = n.text("nearest_mode", "round_prefer_floor").equals("floor");
    boolean repeats =
        whole
            && (grid == Grid.HALF_PIXEL
                && n.text("nearest_mode", "round_prefer_floor").startsWith("round"));
    if (repeats) {
      return Grid.ASYMMETRIC;
    } else if (!floor) {
      throw new IllegalArgumentException(
          "nearest_mode " + n.text("nearest_mode", "round_prefer_floor") + " is not known here");
    }
    return grid;
  }

  private static Grid grid(OnnxNode n) {
    String mode = n.text("coordinate_transformation_mode", "half_pixel");
    return switch (mode) {
      case "half_pixel", "pytorch_half_pixel" -> Grid.HALF_PIXEL;
      case "asymmetric" -> Grid.ASYMMETRIC;
      case "align_corners" -> Grid.ALIGN_CORNERS;
      default ->
          throw new IllegalArgumentException(
              "coordinate_transformation_mode " + mode + " is not known");
    };
  }
}
