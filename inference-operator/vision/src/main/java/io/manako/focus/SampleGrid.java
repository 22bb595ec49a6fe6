package io.manako.focus;

import io.manako.image.Image;

/**
 * Grid of square blocks over a picture, of which each gives one sample of luma. The blocks are as
 * small as {@value #MOST} samples allow, so a camera's background has the same bound for every
 * picture size.
 *
 * @param width width of the picture in pixels
 * @param height height of the picture in pixels
 * @param side side of a block in pixels, at least {@value #LEAST_SIDE}
 */
record SampleGrid(int width, int height, int side) {
  /** Largest number of samples of a picture. */
  static final int MOST = 6144;

  /** Samples along a cell's side. */
  static final int CELL = 2;

  /** Largest number of samples and cells together, which only a picture of one row exceeds. */
  private static final int MOST_BYTES = 8000;

  private static final int LEAST_SIDE = 4;

  /** Pixels per row and column of a block that are read. */
  private static final int TAPS = 4;

  static SampleGrid of(int width, int height) {
    SampleGrid grid = new SampleGrid(width, height, LEAST_SIDE);
    while (grid.samples() > MOST || grid.samples() + grid.cells() > MOST_BYTES) {
      grid = new SampleGrid(width, height, grid.side + 1);
    }
    return grid;
  }

  int columns() {
    return (width + side - 1) / side;
  }

  int rows() {
    return (height + side - 1) / side;
  }

  /** Number of samples; a long, so that no picture size overflows it. */
  long samples() {
    return (long) columns() * rows();
  }

  /** Cells in a row of the picture. */
  int cellColumns() {
    return cells(columns());
  }

  /** Number of cells. */
  long cells() {
    return (long) cells(columns()) * cells(rows());
  }

  private static int cells(int samples) {
    return (samples + CELL - 1) / CELL;
  }

  /** Returns the luma of every block, row by row, 0 … 255: the mean of {@value #TAPS}² pixels. */
  byte[] sample(Image image) {
    byte[] samples = new byte[(int) samples()];
    int columns = columns();
    int[] offsets = new int[columns * TAPS];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = 3 * position(i, width);
    }
    for (int row = 0; row < rows(); row++) {
      int[] sums = new int[columns];
      for (int tap = 0; tap < TAPS; tap++) {
        addRow(image, position(row * TAPS + tap, height), offsets, sums);
      }
      for (int column = 0; column < columns; column++) {
        samples[row * columns + column] = (byte) (sums[column] / (4 * TAPS * TAPS));
      }
    }
    return samples;
  }

  /** Pixel of the n-th tap along one side; blocks at the far edge repeat the last pixel. */
  private int position(int tap, int length) {
    return Math.min(length - 1, tap / TAPS * side + tap % TAPS * side / TAPS);
  }

  private static void addRow(Image image, int y, int[] offsets, int[] sums) {
    byte[] rgb = image.rgb();
    int row = 3 * y * image.width();
    for (int i = 0; i < offsets.length; i++) {
      int at = row + offsets[i];
      sums[i / TAPS] += (rgb[at] & 0xff) + 2 * (rgb[at + 1] & 0xff) + (rgb[at + 2] & 0xff);
    }
  }
}
