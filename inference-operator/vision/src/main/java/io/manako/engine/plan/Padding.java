package io.manako.engine.plan;

import io.manako.engine.kernel.Sliding;
import io.manako.graph.Window;

/**
 * A window over a map: what is around the map, and which output comes from where.
 *
 * @param sliding the window's steps
 * @param top zero rows before the map
 * @param left zero columns before the map
 * @param width columns of a padded row
 * @param outputHeight rows of the output
 * @param outputWidth columns of the output
 */
record Padding(Sliding sliding, int top, int left, int width, int outputHeight, int outputWidth) {

  static Padding of(Window window, int height, int width) {
    Sliding sliding =
        new Sliding(
            window.kernelHeight(),
            window.kernelWidth(),
            window.strideY(),
            window.strideX(),
            window.dilationY(),
            window.dilationX());
    int outputWidth = window.outputWidth(width);
    int padded = Math.max(window.left() + width, sliding.inputColumns(outputWidth));
    return new Padding(
        sliding, window.top(), window.left(), padded, window.outputHeight(height), outputWidth);
  }

  /** The first row under the window for an output row; negative inside the padding. */
  int firstRow(int outputRow) {
    return outputRow * sliding.strideY() - top;
  }

  /** Input rows under the windows of that many output rows, padding included. */
  int rows(int outputRows) {
    return sliding.inputRows(outputRows);
  }

  /** Whether there is nothing around the map. */
  boolean isNone(int height, int mapWidth) {
    return top == 0 && left == 0 && width == mapWidth && rows(outputHeight) <= height;
  }
}
