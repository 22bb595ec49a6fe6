package io.manako.graph;

/**
 * Two numbers of a map: one along its rows, one along its columns.
 *
 * @param rows from top to bottom
 * @param columns from left to right
 */
public record Extent(int rows, int columns) {
  /** The same number in both directions. */
  public static Extent square(int n) {
    return new Extent(n, n);
  }
}
