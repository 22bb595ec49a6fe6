package io.manako.track.scene;

import java.io.Serializable;

/**
 * A place in the picture, origin top left.
 *
 * @param x to the right
 * @param y down
 */
public record Point(double x, double y) implements Serializable {

  /** The place after stretching: fractions of the frame to pixels. */
  Point scaled(double width, double height) {
    return new Point(x * width, y * height);
  }

  /** Throws {@link IllegalArgumentException} unless both are fractions of the frame, 0 … 1. */
  void requireFraction(String owner) {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
      throw new IllegalArgumentException(
          "%s has the point [%s, %s]; coordinates are fractions of the frame, 0 … 1"
              .formatted(owner, x, y));
    }
  }
}
