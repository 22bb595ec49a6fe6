package io.manako.focus;

import io.manako.detect.Box;
import java.util.Arrays;

/**
 * Square cells of a picture in which something moves.
 *
 * @param side side of a cell in pixels
 * @param columns cells in a row
 * @param moving whether something moves in each cell, row by row
 * @param everywhere whether so much of the picture changed at once that the camera itself moved or
 *     the light changed; then every cell moves
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never written after construction
public record MovingCells(int side, int columns, boolean[] moving, boolean everywhere) {
  /** Cells of a picture in which everything moves. */
  static MovingCells everywhere(int side, int columns, int cells) {
    boolean[] moving = new boolean[cells];
    Arrays.fill(moving, true);
    return new MovingCells(side, columns, moving, true);
  }

  int rows() {
    return moving.length / columns;
  }

  /** Number of moving cells. */
  int count() {
    int count = 0;
    for (boolean cell : moving) {
      count += cell ? 1 : 0;
    }
    return count;
  }

  /** Share of the picture's cells that move, 0 … 1. */
  public double share() {
    return (double) count() / moving.length;
  }

  /** Share of the cells under a box that move, 0 … 1; 0 for a box outside of the picture. */
  double shareIn(Box box) {
    int left = clamp((int) Math.floor(box.x() / side), columns);
    int top = clamp((int) Math.floor(box.y() / side), rows());
    int right = clamp((int) Math.ceil(box.right() / side), columns);
    int bottom = clamp((int) Math.ceil(box.bottom() / side), rows());
    int count = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        count += moving[y * columns + x] ? 1 : 0;
      }
    }
    int cells = (right - left) * (bottom - top);
    return cells == 0 ? 0 : (double) count / cells;
  }

  private static int clamp(int cell, int cells) {
    return Math.max(0, Math.min(cells, cell));
  }
}
