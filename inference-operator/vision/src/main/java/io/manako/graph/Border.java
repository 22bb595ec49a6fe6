package io.manako.graph;

/**
 * Samples around a map.
 *
 * @param top rows before the first row
 * @param left columns before the first column
 * @param bottom rows after the last row
 * @param right columns after the last column
 */
public record Border(int top, int left, int bottom, int right) {
  /** A map without a border. */
  public static final Border NONE = of(0);

  /** The same width on all four sides. */
  public static Border of(int width) {
    return new Border(width, width, width, width);
  }

  /** This border inside of another one. */
  public Border plus(Border outer) {
    return new Border(
        top + outer.top, left + outer.left, bottom + outer.bottom, right + outer.right);
  }

  /** The narrowest border that covers both. */
  public Border union(Border other) {
    return new Border(
        Math.max(top, other.top),
        Math.max(left, other.left),
        Math.max(bottom, other.bottom),
        Math.max(right, other.right));
  }
}
