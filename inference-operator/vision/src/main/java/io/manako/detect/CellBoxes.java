package io.manako.detect;

import io.manako.model.InputSpec;
import io.manako.tensor.Placement;

/**
 * Boxes coded as x, y from a cell and the logarithms of width and height, in cells (Ge et al. 2021,
 * YOLOX, section 2.2; Wu et al. 2023, YuNet, section 3.3).
 *
 * @param cells the cells
 * @param width width of the input in pixels
 * @param height height of the input in pixels
 */
record CellBoxes(Cells cells, int width, int height) implements BoxReader {
  CellBoxes(Cells cells, InputSpec input) {
    this(cells, input.width(), input.height());
  }

  @Override
  public Box read(float[] raw, int row, Placement placement) {
    int at = row * 4;
    float stride = cells.stride(row);
    float x = pointX(raw[at], row);
    float y = pointY(raw[at + 1], row);
    float w = (float) StrictMath.exp(raw[at + 2]) * stride / width / 2;
    float h = (float) StrictMath.exp(raw[at + 3]) * stride / height / 2;
    return new Corners(y - h, x - w, y + h, x + w).in(placement);
  }

  @Override
  public float pointX(float raw, int row) {
    return (cells.x(row) + raw) * cells.stride(row) / width;
  }

  @Override
  public float pointY(float raw, int row) {
    return (cells.y(row) + raw) * cells.stride(row) / height;
  }
}
