package io.manako.detect;

import io.manako.model.GridUnits;
import io.manako.model.HeatMap;
import io.manako.model.InputSpec;
import io.manako.model.OutputSpec.Centers;
import io.manako.tensor.Placement;

/**
 * Boxes at the peaks of a heat map (Zhou et al. 2019, Objects as Points, section 4): an offset in
 * cells and two sides, or distances from the cell to the left, upper, right and lower edge.
 *
 * @param centers the cells and their numbers
 * @param columns cells in a row of the grid
 * @param width width of the input in pixels
 * @param height height of the input in pixels
 */
record CenterBoxes(Centers centers, int columns, int width, int height) implements BoxReader {
  static CenterBoxes of(Centers centers, InputSpec input) {
    int columns = (input.width() + centers.stride() - 1) / centers.stride();
    return new CenterBoxes(centers, columns, input.width(), input.height());
  }

  @Override
  public Box read(float[] raw, int row, Placement placement) {
    int at = row * 4;
    return centers.map().offsets() == null
        ? fromEdges(raw, at, row, placement)
        : fromSides(raw, at, row, placement);
  }

  private Box fromEdges(float[] raw, int at, int row, Placement placement) {
    float x = (row % columns + centers.map().cellOffset()) * centers.stride();
    float y = (row / columns + centers.map().cellOffset()) * centers.stride();
    return new Corners(
            (y - length(raw[at + 1])) / height,
            (x - length(raw[at])) / width,
            (y + length(raw[at + 3])) / height,
            (x + length(raw[at + 2])) / width)
        .in(placement);
  }

  private Box fromSides(float[] raw, int at, int row, Placement placement) {
    float x = pointX(raw[at], row);
    float y = pointY(raw[at + 1], row);
    float w = length(raw[at + 2]) / width / 2;
    float h = length(raw[at + 3]) / height / 2;
    return new Corners(y - h, x - w, y + h, x + w).in(placement);
  }

  /** Returns a length in pixels of the input. */
  private float length(float raw) {
    HeatMap map = centers.map();
    float length = map.exponential() ? (float) StrictMath.exp(raw) : raw;
    return map.units() == GridUnits.CELL ? length * centers.stride() : length;
  }

  @Override
  public float pointX(float raw, int row) {
    return (row % columns + centers.map().cellOffset() + raw) * centers.stride() / width;
  }

  @Override
  public float pointY(float raw, int row) {
    return (row / columns + centers.map().cellOffset() + raw) * centers.stride() / height;
  }

  /** Whether none of the eight neighbours of a cell has a higher score for the class. */
  boolean isPeak(float[] scores, int classes, int row, int column) {
    int x = row % columns;
    int y = row / columns;
    int rows = scores.length / classes / columns;
    float own = scores[row * classes + column];
    for (int ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
      for (int nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
        if (scores[(ny * columns + nx) * classes + column] > own) {
          return false;
        }
      }
    }
    return true;
  }
}
