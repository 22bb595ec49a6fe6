package io.manako.track.scene;

import java.io.Serializable;

/**
 * Directed line across the picture.
 *
 * @param id unique id among the camera's zones and lines, 1 to 100 characters
 * @param from beginning of the line, as fractions of the frame
 * @param to end of the line, as fractions of the frame; left and right are those of the way to it
 */
public record Line(String id, Point from, Point to) implements Serializable {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with a sentence about what is wrong
   */
  public Line {
    String owner = "line " + Names.require("line", id);
    from.requireFraction(owner);
    to.requireFraction(owner);
    if (from.equals(to)) {
      throw new IllegalArgumentException(
          "%s begins and ends at [%s, %s]; a line needs two different points"
              .formatted(owner, from.x(), from.y()));
    }
  }
}
