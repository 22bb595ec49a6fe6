package io.manako.model;

/** Unit of a length around a cell of a grid. */
public enum GridUnits {
  /** Pixel of the input. */
  PIXEL,
  /** Stride of the cell's level. */
  CELL
}
