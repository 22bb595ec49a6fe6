package io.manako.model;

/** Rule that computes the anchors of a detector from the size of its input. */
public sealed interface AnchorRule permits AnchorGrid, AnchorSquares {
  /**
   * Returns all anchors of an input: rows of centre y, centre x, height, width as fractions; map by
   * map, row by row, cell by cell.
   */
  float[] rows(InputSpec input);
}
