package io.manako.focus;

import io.manako.tensor.Crop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses square crops that cover moving cells, greedily: the next crop is the one that gains most.
 * A cell gains as much as the crop's scale suits the height of what moves there, which should fill
 * two fifths of the crop or more, less by the square of what is missing, and must fit into it. A
 * cell that the crop's border
 * may cut through counts half, so that neighbours are not cut.
 */
final class CropChooser {
  /** Ratio of one candidate's side to the next smaller one's, in percent. */
  private static final int SCALE = 160;

  /** Gain of a cell whose object the crop shows well. */
  private static final int WELL = 100;

  /** Gain of a cell whose object is higher than the crop. */
  private static final int TOO_HIGH = 30;

  /** Part of the crop's side, in percent, that is filled by what is shown well. */
  private static final int FILLED = 40;

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
    while (crops.size() < most) {
      Candidate best = best(heights, cells, Math.max(width, height));
      if (best == null) {
        break;
      }
      crops.add(best.crop(cells.side(), width, height));
      best.close(heights, cells.columns());
    }
    return crops;
  }

  private @Nullable Candidate best(int[] heights, MovingCells cells, int longest) {
    Candidate best = null;
    long bestGain = 0;
    int side = inputSide;
    while (true) {
      int across = Math.max(1, side / cells.side());
      CellSums sums = new CellSums(gains(heights, cells.side(), side), cells.columns());
      for (int y = 0; y <= Math.max(0, cells.rows() - across); y++) {
        for (int x = 0; x <= Math.max(0, cells.columns() - across); x++) {
          Candidate candidate = new Candidate(x, y, across, side);
          long gain = sums.gain(candidate);
          if (gain > bestGain) {
            bestGain = gain;
            best = candidate;
          }
        }
      }
      if (side >= longest) {
        return best;
      }
      side = side * SCALE / 100;
    }
  }

  /** Gain of each cell in a crop of this side. */
  private static int[] gains(int[] heights, int cellSide, int side) {
    int[] gains = new int[heights.length];
    for (int i = 0; i < gains.length; i++) {
      long height = (long) heights[i] * cellSide;
      long share = Math.min(side, height * 100 / FILLED);
      gains[i] =
          height * 11 > side * 10L ? TOO_HIGH : (int) (WELL * share * share / ((long) side * side));
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
   */
  private record Candidate(int x, int y, int across, int side) {
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
    long gain(Candidate c) {
      int right = Math.min(columns, c.x + c.across);
      int bottom = Math.min(rows, c.y + c.across);
      int left = c.x > 0 ? c.x + 1 : 0;
      int top = c.y > 0 ? c.y + 1 : 0;
      return sum(c.x, c.y, right, bottom)
          + sum(left, top, right < columns ? right - 1 : right, bottom < rows ? bottom - 1 : bottom);
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
