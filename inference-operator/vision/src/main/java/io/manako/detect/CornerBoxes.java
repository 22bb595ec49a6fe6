package io.manako.detect;

import io.manako.model.BoxCoding;
import io.manako.model.BoxCoding.Units;
import io.manako.model.InputSpec;
import io.manako.tensor.Placement;

/**
 * Boxes that the network has decoded.
 *
 * @param coding order and unit of the numbers
 * @param width units in the width of the input, 1 for fractions
 * @param height units in the height of the input, 1 for fractions
 */
record CornerBoxes(BoxCoding coding, float width, float height) implements BoxReader {
  static CornerBoxes of(BoxCoding coding, InputSpec input) {
    return coding.units() == Units.PIXEL
        ? new CornerBoxes(coding, input.width(), input.height())
        : new CornerBoxes(coding, 1, 1);
  }

  @Override
  public Box read(float[] raw, int row, Placement placement) {
    int at = row * 4;
    float a = raw[at];
    float b = raw[at + 1];
    float c = raw[at + 2];
    float d = raw[at + 3];
    return switch (coding.format()) {
      case YXYX -> corners(a, b, c, d).in(placement);
      case XYXY -> corners(b, a, d, c).in(placement);
      case CYCXHW -> corners(a - c / 2, b - d / 2, a + c / 2, b + d / 2).in(placement);
      case CXCYWH -> corners(b - d / 2, a - c / 2, b + d / 2, a + c / 2).in(placement);
      case XYWH -> corners(b, a, b + d, a + c).in(placement);
    };
  }

  private Corners corners(float y0, float x0, float y1, float x1) {
    return new Corners(y0 / height, x0 / width, y1 / height, x1 / width);
  }

  @Override
  public float pointX(float raw, int row) {
    return raw / width;
  }

  @Override
  public float pointY(float raw, int row) {
    return raw / height;
  }
}
