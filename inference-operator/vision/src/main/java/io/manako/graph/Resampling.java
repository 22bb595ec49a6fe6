package io.manako.graph;

import org.jspecify.annotations.Nullable;

/**
 * Rule for resizing a map: the position of each output sample on the input, and the input samples
 * that it takes.
 *
 * @param mode choice of the input samples
 * @param grid positions of the output samples
 * @param scale scale where it differs from the ratio of the sizes, else null
 */
public record Resampling(Mode mode, Grid grid, @Nullable Scale scale) {

  /** Returns a resampling whose scale is the ratio of the sizes. */
  public static Resampling of(Mode mode, Grid grid) {
    return new Resampling(mode, grid, null);
  }

  /**
   * Number of output samples per input sample; an output size is the product, rounded down.
   *
   * @param rows factor of the height
   * @param columns factor of the width
   */
  public record Scale(float rows, float columns) {}

  /** Choice of the input samples. */
  public enum Mode {
    /** The sample whose index is the coordinate rounded down. */
    NEAREST,
    /** The sample whose index is the coordinate rounded up. */
    NEAREST_CEIL,
    /** The nearest sample; of two at the same distance, the one before. */
    NEAREST_PREFER_FLOOR,
    /** The nearest sample; of two at the same distance, the one after. */
    NEAREST_PREFER_CEIL,
    /** The samples before and after the coordinate, blended. */
    BILINEAR;

    /**
     * Returns the index of the sample at a position or, if two are blended, of the one before it.
     */
    public int before(double position, int in) {
      double index =
          switch (this) {
            case NEAREST, BILINEAR -> Math.floor(position);
            case NEAREST_CEIL -> Math.ceil(position);
            case NEAREST_PREFER_FLOOR -> Math.ceil(position - 0.5);
            case NEAREST_PREFER_CEIL -> Math.floor(position + 0.5);
          };
      return (int) Math.max(0, Math.min(index, in - 1));
    }
  }

  /** Position of output sample {@code i} on the input's axis. */
  public enum Grid {
    /** (i + ½) · in / out − ½: PyTorch. */
    HALF_PIXEL,
    /** The same as {@link #HALF_PIXEL}, but 0 for one output sample. */
    PYTORCH_HALF_PIXEL,
    /** i · in / out: TensorFlow 1. */
    ASYMMETRIC,
    /** i · (in − 1) / (out − 1). */
    ALIGN_CORNERS;

    /**
     * Returns the position of output sample {@code i} of {@code out} on an axis of {@code in}
     * samples.
     */
    public double position(int i, int in, int out) {
      return switch (this) {
        case HALF_PIXEL -> (i + 0.5) * in / out - 0.5;
        case PYTORCH_HALF_PIXEL -> out == 1 ? 0 : (i + 0.5) * in / out - 0.5;
        case ASYMMETRIC -> (double) i * in / out;
        case ALIGN_CORNERS -> out == 1 ? 0 : (double) i * (in - 1) / (out - 1);
      };
    }

    /**
     * Returns the position for a given scale, in single precision like the scale itself; {@link
     * #ALIGN_CORNERS} needs no scale.
     */
    public double position(int i, int in, int out, float scale) {
      return switch (this) {
        case HALF_PIXEL -> (i + 0.5f) / scale - 0.5f;
        case PYTORCH_HALF_PIXEL -> out == 1 ? 0 : (i + 0.5f) / scale - 0.5f;
        case ASYMMETRIC -> i / scale;
        case ALIGN_CORNERS -> position(i, in, out);
      };
    }
  }

  /** Returns the position of row {@code i} of {@code out} on an axis of {@code in} rows. */
  public double row(int i, int in, int out) {
    return scale == null ? grid.position(i, in, out) : grid.position(i, in, out, scale.rows());
  }

  /** Returns the position of column {@code i} of {@code out} on an axis of {@code in} columns. */
  public double column(int i, int in, int out) {
    return scale == null ? grid.position(i, in, out) : grid.position(i, in, out, scale.columns());
  }
}
