package io.manako.focus;

import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses square crops that cover moving cells, greedily: the next crop is the one that gains most.
 * A cell gains most in the smallest crop that has the detector's scale and holds what moves there;
 * in a larger crop the gain falls with its area, as the number of pixels for the object does. A
 * cell that the crop's border may cut through counts half, so that neighbours are not cut.
 */
final class CropChooser {
  /** Ratio of one candidate's side to the next smaller one's, in percent. */
  private static final int SCALE = 160;

  /** Gain of a cell in the smallest crop that holds what moves there. */
  private static final int WELL = 100;

  /** Gain of a cell where what moves is higher than the crop. */
  private static final int TOO_HIGH = 30;

  /** Side of a crop in percent of the height of what it holds, at least. */
  private static final int ROOM = 110;

  /** Gain of a crop in percent of the first one's, below which a crop is not worth a run. */
  private static final int WORTH = 12;

  private final int inputSide;

  /**
   * Creates a chooser.
   *
   * @param inputSide longer side of the detector's input in pixels, the smallest side of a crop
   */
  CropChooser(int inputSide) {
    this.inputSide = inputSide;
  }

  /** Whether a crop of the detector's own scale is notably smaller than the picture. */
  boolean pays(int width, int height) {
    return Math.max(width, height) * 4L > inputSide * 5L;
  }

  /**
   * Returns at most {@code most} crops; none if nothing moves, or if the picture is hardly larger
   * than a crop. A crop may be the whole picture, where something is that large.
   */
  List<Crop> choose(MovingCells cells, int width, int height, int most) {
    List<Crop> crops = new ArrayList<>();
    if (!pays(width, height)) {
      return crops;
    }
    int[] heights = BlobHeights.of(cells);
    long first = 0;
    while (crops.size() < most) {
      Candidate best = best(heights, cells, Math.max(width, height));
      if (best == null || best.gain * 100 < first * WORTH) {
        break;
      }
      first = Math.max(first, best.gain);
      crops.add(best.crop(cells.side(), width, height));
      best.close(heights, cells.columns());
    }
    return crops;
  }

  private @Nullable Candidate best(int[] heights, MovingCells cells, int longest) {
    Candidate best = null;
    int side = inputSide;
    while (true) {
      int across = Math.max(1, side / cells.side());
      CellSums sums = new CellSums(gains(heights, cells.side(), side), cells.columns());
      for (int y = 0; y <= Math.max(0, cells.rows() - across); y++) {
        for (int x = 0; x <= Math.max(0, cells.columns() - across); x++) {
          long gain = sums.gain(x, y, across);
          if (best == null ? gain > 0 : gain > best.gain) {
            best = new Candidate(x, y, across, side, gain);
          }
        }
      }
      if (side >= longest) {
        return best;
      }
      side = side * SCALE / 100;
    }
  }

  /** Gain of each cell in a crop of this side, 0 where nothing moves. */
  private int[] gains(int[] heights, int cellSide, int side) {
    int[] gains = new int[heights.length];
    for (int i = 0; i < gains.length; i++) {
      if (heights[i] > 0) {
        long least = Math.max(inputSide, (long) heights[i] * cellSide * ROOM / 100);
        gains[i] = side < least ? TOO_HIGH : (int) (WELL * least * least / ((long) side * side));
      }
    }
    return gains;
  }

  /**
   * Place of a crop.
   *
   * @param x first column of cells
   * @param y first row of cells
   * @param across cells along a side
   * @param side side in pixels
   * @param gain gain of its cells
   */
  private record Candidate(int x, int y, int across, int side, long gain) {
    Crop crop(int cellSide, int width, int height) {
      int w = Math.min(side, width);
      int h = Math.min(side, height);
      return new Crop(Math.min(x * cellSide, width - w), Math.min(y * cellSide, height - h), w, h);
    }

    /** Marks the cells of the crop as covered. */
    void close(int[] heights, int columns) {
      int rows = heights.length / columns;
      for (int row = y; row < Math.min(rows, y + across); row++) {
        for (int column = x; column < Math.min(columns, x + across); column++) {
          heights[row * columns + column] = 0;
        }
      }
    }
  }

  /** Sums of cells' gains over rectangles, each in constant time. */
  private static final class CellSums {
    private final int columns;
    private final int rows;
    private final long[] sums;

    CellSums(int[] gains, int columns) {
      this.columns = columns;
      this.rows = gains.length / columns;
      this.sums = new long[(columns + 1) * (rows + 1)];
      for (int y = 0; y < rows; y++) {
        long inRow = 0;
        for (int x = 0; x < columns; x++) {
          inRow += gains[y * columns + x];
          sums[at(x + 1, y + 1)] = sums[at(x + 1, y)] + inRow;
        }
      }
    }

    private int at(int x, int y) {
      return y * (columns + 1) + x;
    }

    /** Twice the gain of a crop's cells, with those at borders inside the picture once. */
    long gain(int x, int y, int across) {
      int right = Math.min(columns, x + across);
      int bottom = Math.min(rows, y + across);
      int left = x > 0 ? x + 1 : 0;
      int top = y > 0 ? y + 1 : 0;
      return sum(x, y, right, bottom)
          + sum(
              left, top, right < columns ? right - 1 : right, bottom < rows ? bottom - 1 : bottom);
    }

    private long sum(int left, int top, int right, int bottom) {
      if (left >= right || top >= bottom) {
        return 0;
      }
      return sums[at(right, bottom)]
          - sums[at(left, bottom)]
          - sums[at(right, top)]
          + sums[at(left, top)];
    }
  }
}
