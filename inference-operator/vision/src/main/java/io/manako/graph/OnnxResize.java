package io.manako.graph;

import io.manako.graph.Resampling.Grid;
import io.manako.graph.Resampling.Mode;
import io.manako.graph.Resampling.Scale;
import io.manako.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns ONNX's Resize and Upsample into nodes. */
final class OnnxResize {
  private final OnnxNode n;
  private final Shape x;
  private final OnnxScaling scaling;

  private OnnxResize(OnnxNode n, Shape x, OnnxScaling scaling) {
    this.n = n;
    this.x = x;
    this.scaling = scaling;
  }

  static void add(OnnxGraph graph, OnnxNode n) {
    Shape x = graph.shape(n.input(0));
    OnnxScaling scaling = new OnnxScaling(graph, n, x);
    if (isPlain(n, x) && scaling.keeps(0) && scaling.keeps(1) && !scaling.keepsProportions()) {
      graph.add(new OnnxResize(n, x, scaling).node());
    } else {
      OnnxAxisResize.add(graph, n, scaling);
    }
  }

  /** Returns whether the kernel for rows and columns knows the node's mode and grid. */
  private static boolean isPlain(OnnxNode n, Shape x) {
    return x.rank() == 4
        && List.of("nearest", "linear").contains(n.text("mode", "nearest"))
        && List.of("half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners")
            .contains(gridName(n))
        && !flag(n, "antialias")
        && !flag(n, "exclude_outside");
  }

  /** Returns whether an attribute that Resize alone has is set. */
  static boolean flag(OnnxNode n, String attribute) {
    return !n.type().equals("Upsample") && n.integer(attribute, 0) != 0;
  }

  /**
   * Refuses aligned corners with a scale that gives no whole size: ONNX counts the part of a sample
   * that is cut off, ONNX Runtime does not.
   */
  static void checkCorners(String grid, OnnxScaling scaling, int axis, int in) {
    boolean whole = scaling.givesSizes() || in * scaling.factor(axis) == scaling.size(axis);
    if (grid.equals("align_corners") && !whole) {
      throw new IllegalArgumentException(
          "its scale %s of %s samples gives no whole size, on which runtimes do not agree"
              .formatted(scaling.factor(axis), in));
    }
  }

  /** Refuses a smaller result before opset 11, of which the operator set leaves the grid open. */
  static void checkShrinks(OnnxNode n, int in, int out) {
    if (n.opset() < 11 && out < in) {
      throw new IllegalArgumentException(
          "it shrinks %s samples to %s, and its operator set leaves open how: export it with opset 11"
              .formatted(in, out));
    }
  }

  /** Returns the grid's name; before opset 11, the grid was not written down. */
  static String gridName(OnnxNode n) {
    return n.opset() < 11 ? "asymmetric" : n.text("coordinate_transformation_mode", "half_pixel");
  }

  private MoveNode.Resize node() {
    Extent size = new Extent(scaling.size(2), scaling.size(3));
    checkShrinks(n, x.dim(2), size.rows());
    checkShrinks(n, x.dim(3), size.columns());
    checkMoved(size.rows(), size.columns());
    checkCorners(gridName(n), scaling, 2, x.dim(2));
    checkCorners(gridName(n), scaling, 3, x.dim(3));
    Resampling sampling = sampling(size.rows(), size.columns());
    return new MoveNode.Resize(n.name(), n.output(), n.input(0), size, sampling);
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

  /**
   * Refuses scales other than 1 that keep a map's size: ONNX moves its samples, ONNX Runtime copies
   * them.
   */
  private void checkMoved(int height, int width) {
    boolean kept = height == x.dim(2) && width == x.dim(3);
    if (kept && (scaling.factor(2) != 1 || scaling.factor(3) != 1)) {
      throw new IllegalArgumentException(
          "its scales %s and %s keep the size of %s, on which runtimes do not agree"
              .formatted(scaling.factor(2), scaling.factor(3), x));
    }
  }

  /** Returns whether the sizes alone determine the scales. */
  private boolean isExact(int height, int width) {
    return scaling.givesSizes()
        || (x.dim(2) * (double) scaling.factor(2) == height
            && x.dim(3) * (double) scaling.factor(3) == width);
  }

  private @Nullable Scale ownScale(int height, int width) {
    return isExact(height, width) ? null : scale(height, width);
  }

  private Scale scale(int height, int width) {
    return scaling.givesSizes()
        ? new Scale((float) height / x.dim(2), (float) width / x.dim(3))
        : new Scale(scaling.factor(2), scaling.factor(3));
  }

  private Mode mode() {
    String mode = n.text("mode", "nearest");
    return switch (mode) {
      case "nearest" -> nearest(n);
      case "linear" -> Mode.BILINEAR;
      default -> throw unknown("mode", mode);
    };
  }

  /** Returns the choice of one sample; throws {@link IllegalArgumentException} if unknown. */
  static Mode nearest(OnnxNode n) {
    if (n.opset() < 11) {
      return Mode.NEAREST;
    }
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
    String mode = gridName(n);
    return switch (mode) {
      case "half_pixel" -> Grid.HALF_PIXEL;
      case "pytorch_half_pixel" -> Grid.PYTORCH_HALF_PIXEL;
      case "asymmetric" -> Grid.ASYMMETRIC;
      case "align_corners" -> Grid.ALIGN_CORNERS;
      default -> throw unknown("coordinate_transformation_mode", mode);
    };
  }

  static IllegalArgumentException unknown(String attribute, String value) {
    return new IllegalArgumentException(
        "its attribute %s is %s, which is not known".formatted(attribute, value));
  }
}
