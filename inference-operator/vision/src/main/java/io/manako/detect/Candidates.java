package io.manako.detect;

import java.util.Arrays;

/**
 * Places of a picture whose score passed the threshold, sorted from best to worst. Instances are
 * reused from picture to picture.
 */
final class Candidates {
  /**
   * Greatest number of places that reach suppression, whose time grows with their square
   * (torchvision's bound).
   */
  static final int MAX_SORTED = 1000;

  private int size;
  private int[] rows = new int[64];
  private int[] columns = new int[64];
  private float[] scores = new float[64];
  private long[] order = new long[64];

  void clear() {
    size = 0;
  }

  void add(int row, int column, float score) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      columns = Arrays.copyOf(columns, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
      order = Arrays.copyOf(order, 2 * size);
    }
    rows[size] = row;
    columns[size] = column;
    scores[size] = score;
    // Bits of a non-negative float grow with it; ties keep the order of arrival.
    order[size] = (long) ~Float.floatToRawIntBits(score) << 32 | size;
    size++;
  }

  /** Condition under which a place stays. */
  interface Test {
    boolean keeps(int row, int column);
  }

  /** Drops all other places; called before they are sorted. */
  void retain(Test test) {
    int all = size;
    size = 0;
    for (int i = 0; i < all; i++) {
      if (test.keeps(rows[i], columns[i])) {
        add(rows[i], columns[i], scores[i]);
      }
    }
  }

  /**
   * Sorts by score, best first.
   *
   * @return the number of places that go on to suppression
   */
  int sort() {
    Arrays.sort(order, 0, size);
    return Math.min(size, MAX_SORTED);
  }

  /** Returns the place of the i-th best. */
  int row(int i) {
    return rows[(int) order[i]];
  }

  /** Returns the score column of the i-th best. */
  int column(int i) {
    return columns[(int) order[i]];
  }

  /** Returns the score of the i-th best. */
  float score(int i) {
    return scores[(int) order[i]];
  }
}
