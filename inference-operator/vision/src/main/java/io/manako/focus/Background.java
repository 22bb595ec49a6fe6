package io.manako.focus;

import io.manako.image.Image;

/**
 * Background of one camera, one sample of luma per block, learned from its frames: an integer
 * running mean that follows a sample fast while it agrees and slowly while it differs, so that a
 * person who passes leaves no trace and one who leaves after a long stay fades. Integers alone make
 * the result the same on every machine.
 */
final class Background {
  /** Difference of luma, of 255, above which a sample differs from the background. */
  private static final int THRESHOLD = 18;

  /** Divisor of the step towards a sample that agrees. */
  private static final int FAST = 10;

  /** Divisor of the step towards a sample that differs, taken every {@value #PAUSE} frames. */
  private static final int SLOW = 25;

  static final int PAUSE = 4;

  /** Share of moving cells, in percent, above which the whole picture has changed. */
  private static final int EVERYWHERE = 60;

  private final SampleGrid grid;
  private final byte[] levels;
  private int frames;

  private Background(SampleGrid grid, byte[] levels, int frames) {
    this.grid = grid;
    this.levels = levels;
    this.frames = frames;
  }

  /** Returns a background that consists of a camera's first picture. */
  static Background of(Image first) {
    SampleGrid grid = SampleGrid.of(first.width(), first.height());
    return new Background(grid, grid.sample(first), 0);
  }

  /** Returns a background that was stored. */
  static Background stored(FocusState state) {
    SampleGrid grid = SampleGrid.of(state.width(), state.height());
    return new Background(grid, state.levels().clone(), state.backgroundFrames());
  }

  int width() {
    return grid.width();
  }

  int height() {
    return grid.height();
  }

  byte[] levels() {
    return levels;
  }

  /** Number of frames after the first, modulo {@value #PAUSE}. */
  int frames() {
    return frames;
  }

  boolean fits(Image image) {
    return image.width() == grid.width() && image.height() == grid.height();
  }

  /** Learns a picture of the same size and returns the cells in which it differs. */
  MovingCells learn(Image image) {
    byte[] samples = grid.sample(image);
    frames = (frames + 1) % PAUSE;
    int columns = grid.cellColumns();
    boolean[] differs = new boolean[(int) grid.cells()];
    for (int i = 0; i < samples.length; i++) {
      int difference = (samples[i] & 0xff) - (levels[i] & 0xff);
      if (Math.abs(difference) > THRESHOLD) {
        differs[cell(i, columns)] = true;
      }
      levels[i] = (byte) ((levels[i] & 0xff) + step(difference));
    }
    int side = grid.side() * SampleGrid.CELL;
    boolean[] moving = withoutLoners(differs, columns);
    MovingCells cells = new MovingCells(side, columns, moving, false);
    if (cells.count() * 100L <= (long) EVERYWHERE * moving.length) {
      return cells;
    }
    System.arraycopy(samples, 0, levels, 0, samples.length);
    return everywhere();
  }

  /** Cells of a picture of this size, all of which move. */
  MovingCells everywhere() {
    int side = grid.side() * SampleGrid.CELL;
    return MovingCells.everywhere(side, grid.cellColumns(), (int) grid.cells());
  }

  private int cell(int sample, int columns) {
    int row = sample / grid.columns() / SampleGrid.CELL;
    return row * columns + sample % grid.columns() / SampleGrid.CELL;
  }

  private int step(int difference) {
    int size = Math.abs(difference);
    int step =
        size <= THRESHOLD ? (size + FAST / 2) / FAST : frames == 0 ? Math.max(1, size / SLOW) : 0;
    return difference < 0 ? -step : step;
  }

  /** Removes the cells without a neighbour: noise differs in single cells, objects in several. */
  private static boolean[] withoutLoners(boolean[] differs, int columns) {
    boolean[] kept = new boolean[differs.length];
    int rows = differs.length / columns;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int at = y * columns + x;
        kept[at] = differs[at] && neighbours(differs, columns, at) > 1;
      }
    }
    return kept;
  }

  /** Number of differing cells among a cell and its eight neighbours. */
  private static int neighbours(boolean[] differs, int columns, int at) {
    int rows = differs.length / columns;
    int count = 0;
    for (int y = Math.max(0, at / columns - 1); y <= Math.min(rows - 1, at / columns + 1); y++) {
      int last = Math.min(columns - 1, at % columns + 1);
      for (int x = Math.max(0, at % columns - 1); x <= last; x++) {
        count += differs[y * columns + x] ? 1 : 0;
      }
    }
    return count;
  }
}
