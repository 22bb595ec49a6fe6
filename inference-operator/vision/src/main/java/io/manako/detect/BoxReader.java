package io.manako.detect;

import io.manako.tensor.Placement;

/** Converts four numbers of a network to a box in original pixels, not clipped. */
sealed interface BoxReader permits SsdBoxes, CornerBoxes, CenterBoxes {
  /**
   * Reads one box.
   *
   * @param raw numbers of one picture, four for each row
   * @param row index of the four numbers
   * @param placement position of the picture in the input
   */
  Box read(float[] raw, int row, Placement placement);

  /** Converts corners as fractions of the input to a box in pixels. */
  static Box box(float y0, float x0, float y1, float x1, Placement placement) {
    float left = placement.toX(x0);
    float top = placement.toY(y0);
    return new Box(left, top, placement.toX(x1) - left, placement.toY(y1) - top);
  }
}
