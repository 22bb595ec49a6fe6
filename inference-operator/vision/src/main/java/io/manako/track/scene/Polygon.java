package io.manako.track.scene;

import java.util.List;

/** Area of the picture in pixels, with its bounding box, which excludes most points quickly. */
final class Polygon {
  private final Point[] corners;
  private final double left;
  private final double top;
  private final double right;
  private final double bottom;

  /**
   * Creates an area.
   *
   * @param corners corners in order around the area, three or more
   */
  Polygon(List<Point> corners) {
    this.corners = corners.toArray(Point[]::new);
    left = corners.stream().mapToDouble(Point::x).min().orElseThrow();
    right = corners.stream().mapToDouble(Point::x).max().orElseThrow();
    top = corners.stream().mapToDouble(Point::y).min().orElseThrow();
    bottom = corners.stream().mapToDouble(Point::y).max().orElseThrow();
  }

  /** Whether the point is inside by the even-odd rule. */
  boolean contains(Point p) {
    if (p.x() < left || p.x() > right || p.y() < top || p.y() > bottom) {
      return false;
    }
    boolean inside = false;
    Point a = corners[corners.length - 1];
    for (Point b : corners) {
      boolean spans = a.y() > p.y() != b.y() > p.y();
      if (spans && p.x() < a.x() + (p.y() - a.y()) / (b.y() - a.y()) * (b.x() - a.x())) {
        inside = !inside;
      }
      a = b;
    }
    return inside;
  }

  /** Returns the point of the area's edges that is nearest to another. */
  Point nearestOnEdge(Point p) {
    Point nearest = corners[0];
    double least = Double.POSITIVE_INFINITY;
    Point a = corners[corners.length - 1];
    for (Point b : corners) {
      Point candidate = Geometry.nearestOnSegment(a, b, p);
      double distance = Geometry.distance(candidate, p);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
      a = b;
    }
    return nearest;
  }
}
