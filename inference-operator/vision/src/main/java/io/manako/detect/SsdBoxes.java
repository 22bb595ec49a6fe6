package io.manako.detect;

import io.manako.model.BoxFormat;
import io.manako.model.OutputSpec.SsdCoding;
import io.manako.tensor.Placement;
import java.util.List;

/**
 * Boxes coded against anchors (Liu et al. 2016, SSD, section 2.2, with a factor for each number).
 *
 * @param anchors anchors, one for each row
 * @param coding order and factors of the numbers, and how sides are coded
 */
record SsdBoxes(Anchors anchors, SsdCoding coding) implements BoxReader {
  SsdBoxes {
    if (coding.factors().size() != 4) {
      throw new IllegalArgumentException(
          "coding " + coding.factors() + " must be four factors, as output.box-format orders them");
    }
  }

  /** Creates a reader of TensorFlow's ty, tx, th, tw. */
  SsdBoxes(Anchors anchors, List<Float> factors) {
    this(anchors, new SsdCoding(BoxFormat.CYCXHW, factors, false));
  }

  @Override
  public Box read(float[] raw, int row, Placement placement) {
    int at = row * 4;
    int first = coding.format() == BoxFormat.CYCXHW ? 0 : 1;
    float y = pointY(raw[at + first], row);
    float x = pointX(raw[at + 1 - first], row);
    float h = side(raw, at, 2 + first) * anchors.height(row) / 2;
    float w = side(raw, at, 3 - first) * anchors.width(row) / 2;
    return new Corners(y - h, x - w, y + h, x + w).in(placement);
  }

  private float side(float[] raw, int at, int i) {
    float coded = raw[at + i] / coding.factors().get(i);
    return coding.linearSize() ? coded : (float) StrictMath.exp(coded);
  }

  @Override
  public float pointX(float raw, int row) {
    int i = coding.format() == BoxFormat.CYCXHW ? 1 : 0;
    return raw / coding.factors().get(i) * anchors.width(row) + anchors.centerX(row);
  }

  @Override
  public float pointY(float raw, int row) {
    int i = coding.format() == BoxFormat.CYCXHW ? 0 : 1;
    return raw / coding.factors().get(i) * anchors.height(row) + anchors.centerY(row);
  }
}
