package io.manako.focus;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Heights of what moves: moving cells that touch, diagonally too, are one blob. People side by side
 * are one blob that is as high as they are, so the height says more about their scale than the
 * width.
 */
final class BlobHeights {
  private final boolean[] moving;
  private final int columns;
  private final int[] heights;

  private BlobHeights(MovingCells cells) {
    this.moving = cells.moving();
    this.columns = cells.columns();
    this.heights = new int[moving.length];
  }

  /** Returns for each cell the height of its blob in cells, 0 where nothing moves. */
  static int[] of(MovingCells cells) {
    BlobHeights blobs = new BlobHeights(cells);
    for (int cell = 0; cell < blobs.moving.length; cell++) {
      if (blobs.isOpen(cell)) {
        blobs.measure(cell);
      }
    }
    return blobs.heights;
  }

  private boolean isOpen(int cell) {
    return moving[cell] && heights[cell] == 0;
  }

  /** Measures the blob of a cell, which is its highest: cells come row by row. */
  private void measure(int first) {
    Deque<Integer> open = new ArrayDeque<>();
    Deque<Integer> blob = new ArrayDeque<>();
    int lowest = first / columns;
    heights[first] = -1;
    open.add(first);
    while (!open.isEmpty()) {
      int cell = open.remove();
      blob.add(cell);
      lowest = Math.max(lowest, cell / columns);
      addNeighbours(cell, open);
    }
    for (int cell : blob) {
      heights[cell] = lowest - first / columns + 1;
    }
  }

  private void addNeighbours(int cell, Deque<Integer> open) {
    int rows = moving.length / columns;
    for (int y = Math.max(0, cell / columns - 1);
        y <= Math.min(rows - 1, cell / columns + 1);
        y++) {
      for (int x = Math.max(0, cell % columns - 1);
          x <= Math.min(columns - 1, cell % columns + 1);
          x++) {
        int next = y * columns + x;
        if (isOpen(next)) {
          heights[next] = -1;
          open.add(next);
        }
      }
    }
  }
}
