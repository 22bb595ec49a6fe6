package io.manako.graph;

import org.jspecify.annotations.Nullable;

/**
 * How a map is resized: where each output sample lies on the input, and which samples it takes.
 *
 * @param mode which samples are taken
 * @param grid where output samples lie
 * @param scale where they lie otherwise than the sizes say, else null
 */
public record Resampling(Mode mode, Grid grid, @Nullable Scale scale) {

  /** Samples that lie as the sizes say. */
  public static Resampling of(Mode mode, Grid grid) {
    return new Resampling(mode, grid, null);
  }

  /**
   * Output samples for one input sample; sizes are such products rounded down.
   *
   * @param rows factor of the height
   * @param columns factor of the width
   */
  public record Scale(float rows, float columns) {}

  /** Which samples are taken. */
  public enum Mode {
    /** The sample whose index is the coordinate rounded down. */
    NEAREST,
    /** The sample whose index is the coordinate rounded up. */
    NEAREST_CEIL,
    /** The nearest sample, the one before if two are as near. */
    NEAREST_PREFER_FLOOR,
    /** The nearest sample, the one behind if two are as near. */
    NEAREST_PREFER_CEIL,
    /** The samples before and behind the coordinate, blended. */
    BILINEAR;

    /** The index of the sample at a position or, if two are blended, of the one before it. */
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

  /** Where output sample {@code i} lies on the input's axis. */
  public enum Grid {
    /** (i + ½) · in / out − ½: PyTorch. */
    HALF_PIXEL,
    /** The same, but 0 for one output sample. */
    PYTORCH_HALF_PIXEL,
    /** i · in / out: TensorFlow 1. */
    ASYMMETRIC,
    /** i · (in − 1) / (out − 1). */
    ALIGN_CORNERS;

    /** Where output sample {@code i} of {@code out} lies on an axis of {@code in} samples. */
    public double position(int i, int in, int out) {
      return switch (this) {
        case HALF_PIXEL -> (i + 0.5) * in / out - 0.5;
        case PYTORCH_HALF_PIXEL -> out == 1 ? 0 : (i + 0.5) * in / out - 0.5;
        case ASYMMETRIC -> (double) i * in / out;
        case ALIGN_CORNERS -> out == 1 ? 0 : (double) i * (in - 1) / (out - 1);
      };
    }

    /** The same for a given scale, in single precision like the scale itself. */
    public double position(int i, int in, int out, float scale) {
      return switch (this) {
        case HALF_PIXEL -> (i + 0.5f) / scale - 0.5f;
        case PYTORCH_HALF_PIXEL -> out == 1 ? 0 : (i + 0.5f) / scale - 0.5f;
        case ASYMMETRIC -> i / scale;
        case ALIGN_CORNERS -> position(i, in, out);
      };
    }
  }

  /** Where a row of {@code out} lies on an axis of {@code in} rows. */
  public double row(int i, int in, int out) {
    return scale == null ? grid.position(i, in, out) : grid.position(i, in, out, scale.rows());
  }

  /** Where a column of {@code out} lies on an axis of {@code in} columns. */
  public double column(int i, int in, int out) {
    return scale == null ? grid.position(i, in, out) : grid.position(i, in, out, scale.columns());
  }
}
