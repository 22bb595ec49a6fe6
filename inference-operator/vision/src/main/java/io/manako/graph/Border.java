package io.manako.graph;

/**
 * Widths of a border around a map, in samples.
 *
 * @param top number of rows before the first row
 * @param left number of columns before the first column
 * @param bottom number of rows after the last row
 * @param right number of columns after the last column
 */
public record Border(int top, int left, int bottom, int right) {
  /** Border of width 0. */
  public static final Border NONE = of(0);

  /** Returns a border of the same width on all four sides. */
  public static Border of(int width) {
    return new Border(width, width, width, width);
  }

  /** Returns this border with another one around it. */
  public Border plus(Border outer) {
    return new Border(
        top + outer.top, left + outer.left, bottom + outer.bottom, right + outer.right);
  }

  /** Returns the narrowest border that covers both. */
  public Border union(Border other) {
    return new Border(
        Math.max(top, other.top),
        Math.max(left, other.left),
        Math.max(bottom, other.bottom),
        Math.max(right, other.right));
  }
}
