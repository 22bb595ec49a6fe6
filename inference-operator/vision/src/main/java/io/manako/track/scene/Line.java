package io.manako.track.scene;

import java.io.Serializable;

/**
 * A directed line across the picture.
 *
 * @param id unique among the camera's zones and lines
 * @param from its beginning, as fractions of the frame
 * @param to its end, as fractions of the frame; who looks this way has left and right
 */
public record Line(String id, Point from, Point to) implements Serializable {

  /** Throws {@link IllegalArgumentException} with a sentence about what is wrong. */
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
