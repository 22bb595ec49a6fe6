package io.manako.detect;

import io.manako.tensor.Placement;

/**
 * Boxes coded as distances from a cell of a grid to the left, upper, right and lower edge (Zhou et
 * al. 2019, Objects as Points, section 4, with four numbers instead of a size and an offset).
 *
 * @param columns cells in a row of the grid
 * @param stride pixels of the input from one cell to the next
 * @param width width of the input in pixels
 * @param height height of the input in pixels
 */
record CenterBoxes(int columns, int stride, int width, int height) implements BoxReader {
  @Override
  public Box read(float[] raw, int row, Placement placement) {
    int at = row * 4;
    float x = row % columns * stride;
    float y = row / columns * stride;
    return BoxReader.box(
        (y - raw[at + 1]) / height,
        (x - raw[at]) / width,
        (y + raw[at + 3]) / height,
        (x + raw[at + 2]) / width,
        placement);
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
