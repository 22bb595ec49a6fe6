package io.manako.tensor;

import io.manako.image.Image;

/**
 * Part of a picture, in whole pixels.
 *
 * @param x left edge, at least 0
 * @param y top edge, at least 0
 * @param width width, at least 1
 * @param height height, at least 1
 */
public record Crop(int x, int y, int width, int height) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with the numbers, if one of them is out of its range
   */
  public Crop {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a crop of " + width + "x" + height + " pixels at " + x + "," + y);
    }
  }

  /** Returns the crop of the whole picture. */
  public static Crop of(Image image) {
    return new Crop(0, 0, image.width(), image.height());
  }
}
