package io.manako.graph.tflite;

import io.manako.graph.Border;
import io.manako.graph.Extent;
import io.manako.graph.MalformedModelException;
import io.manako.graph.Resampling;
import io.manako.graph.tf.TfGraphBuilder;
import io.manako.graph.tf.TfValue;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/** Operations that give maps another size. */
final class LiteMaps {
  private static final int ALIGN_CORNERS = 2;
  private static final int HALF_PIXEL = 3;

  /** Maximum number of zeros on one side; no picture network has more. */
  private static final int MAX_ZEROS = 1 << 12;

  private final TfGraphBuilder builder;

  LiteMaps(TfGraphBuilder builder) {
    this.builder = builder;
  }

  /**
   * Adds zeros around maps, and channels of zeros behind theirs.
   *
   * @param zeros rows of before and after for the batch, rows, columns and channels
   */
  TfValue pad(LiteOperator op, TfValue x, Tensor zeros) {
    int[] sides = integers(op, zeros, 8);
    boolean read = sides[0] == 0 && sides[1] == 0 && sides[6] == 0;
    if (!read || Arrays.stream(sides).anyMatch(side -> side < 0 || side > MAX_ZEROS)) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "%s pads by %s; up to %d zeros around maps and behind their channels are read",
              op,
              Arrays.toString(sides),
              MAX_ZEROS));
    }
    Border around = new Border(sides[2], sides[4], sides[3], sides[5]);
    return builder.pad("op" + op.index(), x, around, sides[7]);
  }

  /**
   * Resizes maps bilinearly.
   *
   * @param size numbers of rows and columns
   */
  TfValue resize(LiteOperator op, TfValue x, Tensor size) {
    int[] extent = integers(op, size, 2);
    Resampling.Grid grid = Resampling.Grid.ASYMMETRIC;
    if (op.flag(ALIGN_CORNERS)) {
      grid = Resampling.Grid.ALIGN_CORNERS;
    } else if (op.flag(HALF_PIXEL)) {
      grid = Resampling.Grid.HALF_PIXEL;
    }
    return builder.resize(
        "op" + op.index(),
        x,
        new Extent(extent[0], extent[1]),
        Resampling.of(Resampling.Mode.BILINEAR, grid));
  }

  private static int[] integers(LiteOperator op, Tensor constant, int count) {
    float[] values = constant.toArray();
    if (values.length != count) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT, "%s has %d numbers; it needs %d", op, values.length, count));
    }
    int[] integers = new int[count];
    Arrays.setAll(integers, i -> (int) values[i]);
    return integers;
  }
}
