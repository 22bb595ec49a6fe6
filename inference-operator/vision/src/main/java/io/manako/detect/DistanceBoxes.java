package io.manako.detect;

import io.manako.model.DenseOutput.CellDistances;
import io.manako.model.GridUnits;
import io.manako.model.InputSpec;
import io.manako.tensor.Placement;

/**
 * Boxes coded as distances from a point of a cell to the left, upper, right and lower edge (Tian et
 * al. 2019, FCOS, section 3.1). A distance may be the mean of a distribution over 0 … regMax (Li et
 * al. 2020, Generalized Focal Loss, equation 5).
 *
 * @param cells the cells
 * @param coding point of a cell, and unit and bins of a distance
 * @param width width of the input in pixels
 * @param height height of the input in pixels
 */
record DistanceBoxes(Cells cells, CellDistances coding, int width, int height)
    implements BoxReader {
  DistanceBoxes(Cells cells, CellDistances coding, InputSpec input) {
    this(cells, coding, input.width(), input.height());
  }

  @Override
  public Box read(float[] raw, int row, Placement placement) {
    int at = row * 4 * coding.bins();
    float x = (cells.x(row) + coding.offset()) * cells.stride(row);
    float y = (cells.y(row) + coding.offset()) * cells.stride(row);
    float unit = unit(row);
    return new Corners(
            (y - distance(raw, at, 1) * unit) / height,
            (x - distance(raw, at, 0) * unit) / width,
            (y + distance(raw, at, 3) * unit) / height,
            (x + distance(raw, at, 2) * unit) / width)
        .in(placement);
  }

  /** Returns the length of a distance of 1 in pixels of the input. */
  private float unit(int row) {
    return coding.units() == GridUnits.CELL ? cells.stride(row) : 1;
  }

  private float distance(float[] raw, int at, int side) {
    int bins = coding.bins();
    return bins == 1 ? raw[at + side] : mean(raw, at + side * bins, bins);
  }

  /** Returns the mean of 0, 1, 2 and so on, weighed by the softmax of some numbers. */
  private static float mean(float[] raw, int from, int bins) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + bins; i++) {
      max = Math.max(max, raw[i]);
    }
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < bins; i++) {
      double weight = StrictMath.exp(raw[from + i] - max);
      sum += weight;
      weighted += i * weight;
    }
    return (float) (weighted / sum);
  }

  @Override
  public float pointX(float raw, int row) {
    return ((cells.x(row) + coding.offset()) * cells.stride(row) + raw * unit(row)) / width;
  }

  @Override
  public float pointY(float raw, int row) {
    return ((cells.y(row) + coding.offset()) * cells.stride(row) + raw * unit(row)) / height;
  }
}
