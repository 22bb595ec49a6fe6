package io.manako.engine.plan;

import io.manako.engine.kernel.Sliding;
import io.manako.graph.Border;
import io.manako.graph.Extent;
import io.manako.graph.Window;

/**
 * Window over a map, with the padding around the map and the extents of the output.
 *
 * @param sliding geometry of the window
 * @param top rows of padding above the map
 * @param left columns of padding left of the map
 * @param width columns of a padded row
 * @param output rows and columns of the output
 */
record Padding(Sliding sliding, int top, int left, int width, Extent output) {

  static Padding of(Window window, int height, int width) {
    Sliding sliding =
        new Sliding(
            window.kernel().rows(),
            window.kernel().columns(),
            window.stride().rows(),
            window.stride().columns(),
            window.dilation().rows(),
            window.dilation().columns());
    Border border = window.padding();
    Extent output = new Extent(window.outputHeight(height), window.outputWidth(width));
    int padded = Math.max(border.left() + width, sliding.inputColumns(output.columns()));
    return new Padding(sliding, border.top(), border.left(), padded, output);
  }

  /** Rows of the output. */
  int outputHeight() {
    return output.rows();
  }

  /** Columns of the output. */
  int outputWidth() {
    return output.columns();
  }

  /** Index of the first input row under an output row's window; negative inside the padding. */
  int firstRow(int outputRow) {
    return outputRow * sliding.strideY() - top;
  }

  /** Input rows under the windows of {@code outputRows} output rows, padding included. */
  int rows(int outputRows) {
    return sliding.inputRows(outputRows);
  }

  /** Whether a map of these extents needs no padding. */
  boolean isNone(int height, int mapWidth) {
    return top == 0 && left == 0 && width == mapWidth && rows(outputHeight()) <= height;
  }
}
