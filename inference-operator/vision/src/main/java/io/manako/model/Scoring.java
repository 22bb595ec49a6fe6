package io.manako.model;

import io.manako.model.OutputSpec.Activation;

/**
 * Conversion of a detector's raw numbers to scores of 0 … 1.
 *
 * @param activation function of the numbers of the classes; the number for an object uses a sigmoid
 *     if this is not {@code NONE}
 * @param background column that is no class
 * @param rule rule that joins a class's score with that of an object; unused without the latter
 */
public record Scoring(Activation activation, Background background, Rule rule) {
  /** Creates a conversion that multiplies the scores of object and class. */
  public Scoring(Activation activation, Background background) {
    this(activation, background, Rule.PRODUCT);
  }

  /** Column of the scores that means "nothing here". */
  public enum Background {
    NONE,
    /** First column (SSD, torchvision). */
    FIRST,
    /** Last column (Carion et al. 2020, DETR, section 3.1). */
    LAST;

    /** Index of the first class among all columns. */
    public int firstClass() {
      return this == FIRST ? 1 : 0;
    }

    /** Number of columns that are no class, 0 or 1. */
    public int columns() {
      return this == NONE ? 0 : 1;
    }

    static Background of(boolean first) {
      return first ? FIRST : NONE;
    }
  }

  /** Rule that joins the score of an object with that of a class. */
  public enum Rule {
    /** Product of both (Redmon et al. 2016, You Only Look Once, section 2). */
    PRODUCT,
    /** Square root of the product (Wu et al. 2023, YuNet, section 3.3). */
    GEOMETRIC_MEAN
  }
}
