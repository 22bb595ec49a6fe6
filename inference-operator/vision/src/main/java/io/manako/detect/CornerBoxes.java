package io.manako.detect;

import io.manako.tensor.Placement;

/** Boxes coded as y0, x0, y1, x1 in fractions of the input. */
record CornerBoxes() implements BoxReader {
  @Override
  public Box read(float[] raw, int row, Placement placement) {
    int at = row * 4;
    return BoxReader.box(raw[at], raw[at + 1], raw[at + 2], raw[at + 3], placement);
  }
}
