package io.manako.engine.plan;

import java.util.Arrays;

/** Fills padded planes, whose rows have {@code Padding.width} pixels. */
final class Planes {
  private Planes() {}

  /** Fills the columns left and right of a map of {@code mapWidth} pixels in {@code rows} rows. */
  static void fillSides(float[] a, int at, int rows, Padding padding, Filling filling) {
    int block = filling.block();
    int left = padding.left() * block;
    int end = (padding.left() + filling.mapWidth()) * block;
    int row = padding.width() * block;
    for (int r = 0; r < rows; r++) {
      int x = at + r * row;
      Arrays.fill(a, x, x + left, filling.value());
      Arrays.fill(a, x + end, x + row, filling.value());
    }
  }

  /** Copies one channel block of a picture into the middle of a padded plane and fills the rest. */
  static void copy(float[] a, int from, int at, int mapHeight, Padding padding, Filling filling) {
    int block = filling.block();
    int row = padding.width() * block;
    int rows = padding.rows(padding.outputHeight());
    int below = Math.min(rows, padding.top() + mapHeight);
    fillSides(a, at, rows, padding, filling);
    Arrays.fill(a, at, at + padding.top() * row, filling.value());
    Arrays.fill(a, at + below * row, at + rows * row, filling.value());
    int n = filling.mapWidth() * block;
    for (int r = 0; r < below - padding.top(); r++) {
      int y = at + (padding.top() + r) * row + padding.left() * block;
      System.arraycopy(a, from + r * n, a, y, n);
    }
  }

  /** Value around a map, width of the map in pixels, and channels in a block. */
  record Filling(float value, int mapWidth, int block) {}
}
