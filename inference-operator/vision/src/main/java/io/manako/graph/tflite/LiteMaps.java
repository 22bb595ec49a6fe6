package io.manako.graph.tflite;

import io.manako.graph.Extent;
import io.manako.graph.MalformedModelException;
import io.manako.graph.Resampling;
import io.manako.graph.Resampling.Grid;
import io.manako.graph.Resampling.Mode;
import io.manako.graph.tf.TfGraphBuilder;
import io.manako.graph.tf.TfValue;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/** Operations that give maps another size. */
final class LiteMaps {
  /** Maximum number of zeros on one side; no picture network has more. */
  private static final int MAX_ZEROS = 1 << 12;

  private final TfGraphBuilder builder;

  LiteMaps(TfGraphBuilder builder) {
    this.builder = builder;
  }

  /**
   * Adds zeros around maps and their channels.
   *
   * @param zeros rows of before and after for the batch, rows, columns and channels
   */
  TfValue pad(LiteOperator op, TfValue x, Tensor zeros) {
    int[] sides = integers(op, zeros, 8);
    boolean read = sides[0] == 0 && sides[1] == 0;
    if (!read || Arrays.stream(sides).anyMatch(side -> side < 0 || side > MAX_ZEROS)) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "%s pads by %s; up to %d zeros around rows, columns and channels are read",
              op,
              Arrays.toString(sides),
              MAX_ZEROS));
    }
    int[] before = {sides[2], sides[4], sides[6]};
    int[] after = {sides[3], sides[5], sides[7]};
    return builder.pad(name(op), x, before, after);
  }

  /**
   * Resizes maps bilinearly.
   *
   * @param size numbers of rows and columns
   */
  TfValue bilinear(LiteOperator op, TfValue x, Tensor size) {
    return resize(op, x, size, Resampling.of(Mode.BILINEAR, grid(op.flag(2), op.flag(3))));
  }

  /**
   * Resizes maps to the nearest samples.
   *
   * @param size numbers of rows and columns
   */
  TfValue nearest(LiteOperator op, TfValue x, Tensor size) {
    boolean halves = op.flag(1);
    if (op.flag(0)) {
      throw new MalformedModelException(
          op + " aligns the corners of nearest samples, which is not read");
    }
    // With centres at halves, TensorFlow Lite takes the sample that holds the position.
    Mode mode = halves ? Mode.NEAREST_PREFER_CEIL : Mode.NEAREST;
    return resize(op, x, size, Resampling.of(mode, grid(false, halves)));
  }

  private TfValue resize(LiteOperator op, TfValue x, Tensor size, Resampling sampling) {
    int[] extent = integers(op, size, 2);
    return builder.resize(name(op), x, new Extent(extent[0], extent[1]), sampling);
  }

  private static Grid grid(boolean aligned, boolean halves) {
    return aligned ? Grid.ALIGN_CORNERS : halves ? Grid.HALF_PIXEL : Grid.ASYMMETRIC;
  }

  private static String name(LiteOperator op) {
    return "op" + op.index();
  }

  private static int[] integers(LiteOperator op, Tensor constant, int count) {
    float[] values = constant.toArray();
    if (values.length != count) {
      throw new MalformedModelException(
          String.format(Locale.ROOT, "%s has %d numbers; it needs %d", op, values.length, count));
    }
    int[] integers = new int[count];
    Arrays.setAll(integers, i -> (int) values[i]);
    return integers;
  }
}
