package io.manako.detect;

import io.manako.tensor.Placement;
import java.util.List;

/**
 * Boxes coded as ty, tx, th, tw against anchors (Liu et al., SSD, section 2.2, with TensorFlow's
 * scale factors).
 *
 * @param anchors anchors, one for each row
 * @param coding scale factors for y, x, height, width
 */
record SsdBoxes(Anchors anchors, List<Float> coding) implements BoxReader {
  SsdBoxes {
    if (coding.size() != 4) {
      throw new IllegalArgumentException(
          "coding " + coding + " must be four factors, for y, x, height and width");
    }
  }

  @Override
  public Box read(float[] raw, int row, Placement placement) {
    int at = row * 4;
    float anchorHeight = anchors.height(row);
    float anchorWidth = anchors.width(row);
    float y = raw[at] / coding.get(0) * anchorHeight + anchors.centerY(row);
    float x = raw[at + 1] / coding.get(1) * anchorWidth + anchors.centerX(row);
    float h = (float) StrictMath.exp(raw[at + 2] / coding.get(2)) * anchorHeight / 2;
    float w = (float) StrictMath.exp(raw[at + 3] / coding.get(3)) * anchorWidth / 2;
    return BoxReader.box(y - h, x - w, y + h, x + w, placement);
  }
}
