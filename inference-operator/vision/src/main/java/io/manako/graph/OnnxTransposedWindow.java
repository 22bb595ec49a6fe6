package io.manako.graph;

import io.manako.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the window of ONNX's ConvTranspose. The file gives either the padding that is cut off or
 * the size of the output, which fixes the sum of the padding on both sides.
 */
final class OnnxTransposedWindow {
  private static final int MOST = 1 << 16;

  private final OnnxNode n;
  private final Shape x;
  private final Window bare;
  private final String auto;
  private final List<Integer> pads;
  private final List<Integer> grown;
  private final @Nullable List<Integer> sizes;

  private OnnxTransposedWindow(OnnxNode n, Shape x, List<Integer> kernel) {
    this.n = n;
    this.x = x;
    this.bare = OnnxWindows.bare(n, n.integers("kernel_shape", kernel));
    this.auto = n.text("auto_pad", "NOTSET");
    this.pads = n.integers("pads", List.of(0, 0, 0, 0));
    this.grown = n.integers("output_padding", List.of(0, 0));
    List<Integer> given = n.integers("output_shape");
    this.sizes = given == null ? null : n.integers("output_shape", List.of(0, 0));
  }

  /**
   * Returns the window.
   *
   * @param x shape of the input
   * @param kernel rows and columns of the weights
   */
  static Window of(OnnxNode n, Shape x, List<Integer> kernel) {
    return new OnnxTransposedWindow(n, x, kernel).window();
  }

  private Window window() {
    int[] rows = cut(0, bare.transposedHeight(x.dim(2)));
    int[] columns = cut(1, bare.transposedWidth(x.dim(3)));
    return bare.around(new Border(rows[0], columns[0], rows[1], columns[1]));
  }

  /**
   * Returns the numbers of samples that are cut off before and behind.
   *
   * @param axis 0 for rows, 1 for columns
   * @param whole number of samples before the cut
   */
  private int[] cut(int axis, int whole) {
    int more = grown.get(axis);
    checkRange("output_padding", more);
    Integer size = size(axis);
    if (size == null) {
      boolean none = auto.equals("VALID");
      int before = none ? 0 : pads.get(axis);
      int behind = none ? 0 : pads.get(axis + 2);
      checkRange("pads", before);
      checkRange("pads", behind);
      return new int[] {before, behind - more};
    }
    checkRange("output_shape", size);
    if (sizes == null && whole + more < size) {
      throw new IllegalArgumentException(
          "its attribute auto_pad is %s with strides beyond its kernel: export it with pads instead"
              .formatted(auto));
    }
    int total = Math.max(0, whole + more - size);
    int before = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
    return new int[] {before, whole - size - before};
  }

  /** Returns the size of the output that the node requests, or null if its padding decides. */
  private @Nullable Integer size(int axis) {
    if (sizes != null) {
      return sizes.get(axis);
    }
    Extent stride = bare.stride();
    return switch (auto) {
      case "SAME_UPPER", "SAME_LOWER" ->
          x.dim(axis + 2) * (axis == 0 ? stride.rows() : stride.columns());
      case "NOTSET", "VALID" -> null;
      default -> throw new IllegalArgumentException("auto_pad " + auto + " is not known");
    };
  }

  private void checkRange(String attribute, int value) {
    if (value < 0 || value > MOST) {
      throw new IllegalArgumentException(
          "its attribute %s holds %s, which is not between 0 and %s"
              .formatted(attribute, value, MOST));
    }
  }
}
