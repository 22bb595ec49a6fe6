package io.manako.detect;

import io.manako.model.InputSpec;
import java.util.List;

/**
 * Cells of grids over the input: level by level, row by row, cell by cell, and the boxes of a cell
 * one after the other.
 */
final class Cells {
  private final int[] strides;
  private final int[] columns;
  private final int[] ends;
  private final int perCell;

  /**
   * Lays the grids.
   *
   * @param input size of the input
   * @param strides pixels from one cell to the next, by level
   * @param perCell number of boxes of each cell
   */
  Cells(InputSpec input, List<Integer> strides, int perCell) {
    int levels = strides.size();
    this.strides = strides.stream().mapToInt(Integer::intValue).toArray();
    this.columns = new int[levels];
    this.ends = new int[levels];
    this.perCell = perCell;
    int end = 0;
    for (int level = 0; level < levels; level++) {
      columns[level] = cells(input.width(), this.strides[level]);
      end += columns[level] * cells(input.height(), this.strides[level]) * perCell;
      ends[level] = end;
    }
  }

  private static int cells(int pixels, int stride) {
    return (pixels + stride - 1) / stride;
  }

  /** Number of boxes on all levels. */
  int boxes() {
    return ends[ends.length - 1];
  }

  int levels() {
    return ends.length;
  }

  /** Number of boxes on a level. */
  int boxes(int level) {
    return ends[level] - start(level);
  }

  int stride(int box) {
    return strides[level(box)];
  }

  /** Returns the column of a box's cell. */
  int x(int box) {
    int level = level(box);
    return (box - start(level)) / perCell % columns[level];
  }

  /** Returns the row of a box's cell. */
  int y(int box) {
    int level = level(box);
    return (box - start(level)) / perCell / columns[level];
  }

  private int start(int level) {
    return level == 0 ? 0 : ends[level - 1];
  }

  private int level(int box) {
    int level = 0;
    while (box >= ends[level]) {
      level++;
    }
    return level;
  }

  /**
   * Checks that outputs have a row for each box.
   *
   * @param views one output for each level, or one for all
   * @throws IllegalArgumentException naming the output, its rows and the number of boxes
   */
  void requireFit(List<OutputView> views) {
    for (int i = 0; i < views.size(); i++) {
      boolean all = views.size() == 1;
      int wanted = all ? boxes() : boxes(i);
      String where =
          all && levels() > 1 ? "the cells of output.strides" : "the cells of stride " + strides[i];
      views.get(i).requireRows(wanted, "%s have %s for this input".formatted(where, wanted));
    }
  }
}
