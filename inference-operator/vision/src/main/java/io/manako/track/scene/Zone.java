package io.manako.track.scene;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Area of the picture.
 *
 * @param id unique id among the camera's zones and lines, 1 to 100 characters
 * @param polygon 3 to 100 corners as fractions of the frame; edges do not cross
 */
public record Zone(String id, List<Point> polygon) implements Serializable {
  private static final int LEAST_CORNERS = 3;
  private static final int MOST_CORNERS = 100;

  /** Fraction of the frame below which an area cannot hold an anchor point. */
  private static final double LEAST_AREA = 1e-6;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException with a sentence about what is wrong
   */
  public Zone {
    polygon = List.copyOf(polygon);
    String owner = "zone " + Names.require("zone", id);
    if (polygon.size() < LEAST_CORNERS || polygon.size() > MOST_CORNERS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %d points; a polygon has %d to %d",
              owner,
              polygon.size(),
              LEAST_CORNERS,
              MOST_CORNERS));
    }
    polygon.forEach(p -> p.requireFraction(owner));
    requireSimple(owner, polygon);
    if (Math.abs(Geometry.area(polygon)) < LEAST_AREA) {
      throw new IllegalArgumentException(owner + " has no area: its points lie on one line");
    }
  }

  private static void requireSimple(String owner, List<Point> polygon) {
    int n = polygon.size();
    for (int i = 0; i < n; i++) {
      Point a = polygon.get(i);
      Point b = polygon.get((i + 1) % n);
      if (a.equals(b)) {
        throw new IllegalArgumentException(
            "%s repeats the point [%s, %s]; leave it out once".formatted(owner, a.x(), a.y()));
      }
      for (int j = i + 2; j < n; j++) {
        boolean neighbours = i == 0 && j == n - 1;
        if (!neighbours && Geometry.meet(a, b, polygon.get(j), polygon.get((j + 1) % n))) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "%s crosses itself: edge %d meets edge %d; give the corners in order around the zone",
                  owner,
                  i + 1,
                  j + 1));
        }
      }
    }
  }
}
