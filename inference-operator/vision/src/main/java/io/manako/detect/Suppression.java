package io.manako.detect;

import java.util.Locale;

/** Boxes that suppress each other. */
public enum Suppression {
  /** Boxes of the same class. A place may have several classes. */
  PER_CLASS {
    @Override
    float limit(boolean sameClass, float iouThreshold) {
      return sameClass ? iouThreshold : NEVER;
    }
  },
  /**
   * Boxes of the same class, and boxes of different classes that lie on each other nearly exactly:
   * one object with two names, such as a car that is also a truck.
   */
  PER_OBJECT {
    @Override
    float limit(boolean sameClass, float iouThreshold) {
      return sameClass ? iouThreshold : Math.max(iouThreshold, SAME_OBJECT);
    }
  },
  /** All boxes. Each place has only its best class (as in TensorFlow.js's coco-ssd). */
  CLASS_AGNOSTIC {
    @Override
    float limit(boolean sameClass, float iouThreshold) {
      return iouThreshold;
    }
  };

  /**
   * Overlap above which two boxes show one object, whatever their classes. Nine in ten of the pairs
   * of classes that the catalog's detectors give on the sample video overlap by more.
   */
  private static final float SAME_OBJECT = 0.8f;

  private static final float NEVER = 1;

  /** Name as a user writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the overlap above which the weaker of two boxes gives way, 0 … 1.
   *
   * @param sameClass whether both boxes have one class
   * @param iouThreshold overlap above which a box of the same class gives way, 0 … 1
   */
  abstract float limit(boolean sameClass, float iouThreshold);
}
