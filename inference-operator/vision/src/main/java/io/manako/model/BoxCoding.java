package io.manako.model;

/**
 * Meaning of the four numbers of a decoded box.
 *
 * @param format order of the numbers
 * @param units unit of the numbers
 */
public record BoxCoding(BoxFormat format, Units units) {
  /** Unit of a length in the network's input. */
  public enum Units {
    /** Fraction of the input's width or height. */
    FRACTION,
    /** Pixel of the input. */
    PIXEL
  }
}
