package io.manako.graph;

/**
 * A number of rows and a number of columns, such as the size of a map or a stride.
 *
 * @param rows number of rows, from top to bottom
 * @param columns number of columns, from left to right
 */
public record Extent(int rows, int columns) {
  /** Returns an extent with the same number in both directions. */
  public static Extent square(int n) {
    return new Extent(n, n);
  }
}
