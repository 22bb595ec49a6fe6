package io.manako.detect;

import io.manako.tensor.Placement;
import io.manako.tensor.Tensor;
import java.util.List;

/** Converts the numbers of a network to a box in original pixels, not clipped. */
sealed interface BoxReader
    permits SsdBoxes, LiveSsdBoxes, CornerBoxes, CenterBoxes, CellBoxes, DistanceBoxes, AnchorMaps {
  /** Takes the numbers of one picture that serve all its boxes. */
  default void load(List<Tensor> outputs, int n) {}

  /**
   * Reads one box.
   *
   * @param raw numbers of one picture, the same count for each row
   * @param row index of the box
   * @param placement position of the picture in the input
   */
  Box read(float[] raw, int row, Placement placement);

  /** Returns the x of a key point as a fraction of the input's width. */
  float pointX(float raw, int row);

  /** Returns the y of a key point as a fraction of the input's height. */
  float pointY(float raw, int row);

  /** Corners of a box as fractions of the input: top, left, bottom, right. */
  record Corners(float y0, float x0, float y1, float x1) {
    /** Returns the box in pixels of the original picture. */
    Box in(Placement placement) {
      float left = placement.toX(x0);
      float top = placement.toY(y0);
      return new Box(left, top, placement.toX(x1) - left, placement.toY(y1) - top);
    }
  }
}
