package io.manako.track;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Optimal assignment of rows to columns, by shortest augmenting paths with potentials (Jonker and
 * Volgenant, Computing 38, 1987; rectangular form: Crouse, IEEE Transactions on Aerospace and
 * Electronic Systems 52(4), 2016). Groups of rows and columns that no chain of possible pairs joins
 * are solved apart; the time for a group is cubic in its smaller side. Ties are broken by index, so
 * equal gains give equal results.
 */
public final class LinearAssignment {
  private LinearAssignment() {}

  /**
   * Chooses pairs with the greatest total gain; every row and column is in at most one pair.
   *
   * @param gain gains by [row][column], each at least 0; 0 forbids a pair
   * @return the column of each row, or −1
   */
  public static int[] maximise(double[][] gain) {
    int rows = gain.length;
    int columns = rows == 0 ? 0 : gain[0].length;
    int[] columnOfRow = new int[rows];
    Arrays.fill(columnOfRow, -1);
    if (columns == 0) {
      return columnOfRow;
    }
    for (Group group : Group.of(gain)) {
      int[] columnInGroup = assign(group.gainIn(gain));
      for (int i = 0; i < columnInGroup.length; i++) {
        int column = columnInGroup[i];
        columnOfRow[group.rows()[i]] = column < 0 ? -1 : group.columns()[column];
      }
    }
    return columnOfRow;
  }

  private static int[] assign(double[][] gain) {
    boolean wide = gain.length <= gain[0].length;
    int[] rowOfColumn = wide ? solve(gain) : solve(transpose(gain));
    int[] columnOfRow = new int[gain.length];
    Arrays.fill(columnOfRow, -1);
    for (int j = 1; j < rowOfColumn.length; j++) {
      int row = wide ? rowOfColumn[j] - 1 : j - 1;
      int column = wide ? j - 1 : rowOfColumn[j] - 1;
      if (row >= 0 && column >= 0 && gain[row][column] > 0) {
        columnOfRow[row] = column;
      }
    }
    return columnOfRow;
  }

  /** Assigns rows to at least as many columns; both are numbered from 1, and 0 stands for none. */
  private static int[] solve(double[][] gain) {
    int columns = gain[0].length;
    Search search = new Search(gain, columns);
    for (int row = 1; row <= gain.length; row++) {
      search.insert(row);
    }
    return search.rowOfColumn;
  }

  private static double[][] transpose(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  /** Rows and columns that possible pairs join, directly or through others. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Group(int[] rows, int[] columns) {

    static List<Group> of(double[][] gain) {
      int[] parent = joined(gain);
      int[][] rows = new int[parent.length][];
      int[][] columns = new int[parent.length][];
      for (int i = 0; i < gain.length; i++) {
        int first = firstPositive(gain[i]);
        if (first >= 0) {
          int root = root(parent, first);
          rows[root] = with(rows[root], i);
        }
      }
      for (int j = 0; j < parent.length; j++) {
        int root = root(parent, j);
        columns[root] = with(columns[root], j);
      }
      return IntStream.range(0, parent.length)
          .filter(root -> rows[root] != null)
          .mapToObj(root -> new Group(rows[root], columns[root]))
          .toList();
    }

    /** Returns a forest of the columns, in which columns that a row joins have one root. */
    private static int[] joined(double[][] gain) {
      int[] parent = IntStream.range(0, gain[0].length).toArray();
      for (double[] gains : gain) {
        int first = -1;
        for (int j = 0; j < gains.length; j++) {
          if (gains[j] > 0) {
            first = first < 0 ? j : first;
            parent[root(parent, j)] = root(parent, first);
          }
        }
      }
      return parent;
    }

    private static int root(int[] parent, int column) {
      int c = column;
      while (parent[c] != c) {
        parent[c] = parent[parent[c]];
        c = parent[c];
      }
      return c;
    }

    private static int firstPositive(double[] gains) {
      for (int j = 0; j < gains.length; j++) {
        if (gains[j] > 0) {
          return j;
        }
      }
      return -1;
    }

    private static int[] with(int @Nullable [] numbers, int number) {
      if (numbers == null) {
        return new int[] {number};
      }
      int[] longer = Arrays.copyOf(numbers, numbers.length + 1);
      longer[numbers.length] = number;
      return longer;
    }

    double[][] gainIn(double[][] gain) {
      double[][] part = new double[rows.length][columns.length];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < columns.length; j++) {
          part[i][j] = gain[rows[i]][columns[j]];
        }
      }
      return part;
    }
  }

  /** Potentials and matches of the rows inserted so far. */
  private static final class Search {
    private final double[][] gain;
    private final int columns;
    private final double[] rowPotential;
    private final double[] columnPotential;
    private final int[] rowOfColumn;
    private final int[] previous;
    private final double[] slack;
    private final boolean[] done;

    Search(double[][] gain, int columns) {
      this.gain = gain;
      this.columns = columns;
      rowPotential = new double[gain.length + 1];
      columnPotential = new double[columns + 1];
      rowOfColumn = new int[columns + 1];
      previous = new int[columns + 1];
      slack = new double[columns + 1];
      done = new boolean[columns + 1];
    }

    /** Inserts a row and reverses the shortest alternating path to a free column. */
    void insert(int row) {
      Arrays.fill(slack, Double.POSITIVE_INFINITY);
      Arrays.fill(done, false);
      rowOfColumn[0] = row;
      int column = 0;
      do {
        done[column] = true;
        column = nearest(column);
      } while (rowOfColumn[column] != 0);
      while (column != 0) {
        int before = previous[column];
        rowOfColumn[column] = rowOfColumn[before];
        column = before;
      }
    }

    private int nearest(int from) {
      int row = rowOfColumn[from];
      double[] gains = gain[row - 1];
      double least = Double.POSITIVE_INFINITY;
      int nearest = 0;
      for (int j = 1; j <= columns; j++) {
        if (done[j]) {
          continue;
        }
        double reduced = -gains[j - 1] - rowPotential[row] - columnPotential[j];
        if (reduced < slack[j]) {
          slack[j] = reduced;
          previous[j] = from;
        }
        if (slack[j] < least) {
          least = slack[j];
          nearest = j;
        }
      }
      shift(least);
      return nearest;
    }

    private void shift(double delta) {
      for (int j = 0; j <= columns; j++) {
        if (done[j]) {
          rowPotential[rowOfColumn[j]] += delta;
          columnPotential[j] -= delta;
        } else {
          slack[j] -= delta;
        }
      }
    }
  }
}
