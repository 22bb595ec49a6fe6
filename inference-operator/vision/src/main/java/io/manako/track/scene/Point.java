package io.manako.track.scene;

import java.io.Serializable;

/**
 * Place in the picture, with the origin at the top left.
 *
 * @param x distance to the right, as a fraction of the frame or in pixels
 * @param y distance down, as a fraction of the frame or in pixels
 */
public record Point(double x, double y) implements Serializable {

  /** Returns the place in pixels of a frame of that size. */
  Point scaled(double width, double height) {
    return new Point(x * width, y * height);
  }

  /**
   * Checks that both coordinates are fractions of the frame, 0 … 1.
   *
   * @throws IllegalArgumentException with a sentence that names the owner
   */
  void requireFraction(String owner) {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
      throw new IllegalArgumentException(
          "%s has the point [%s, %s]; coordinates are fractions of the frame, 0 … 1"
              .formatted(owner, x, y));
    }
  }
}
