package io.manako.track.scene;

import java.util.List;

/** Plane geometry with y growing downwards. */
final class Geometry {
  private Geometry() {}

  /**
   * Returns a number above 0 if {@code p} is on the right-hand side of the way from {@code a} to
   * {@code b}.
   */
  static double side(Point a, Point b, Point p) {
    return (b.x() - a.x()) * (p.y() - a.y()) - (b.y() - a.y()) * (p.x() - a.x());
  }

  /** Returns the point nearest to {@code p} on the infinite line through two different points. */
  static Point nearestOnLine(Point a, Point b, Point p) {
    return at(a, b, along(a, b, p));
  }

  /** Returns the point nearest to {@code p} between two different points. */
  static Point nearestOnSegment(Point a, Point b, Point p) {
    return at(a, b, Math.max(0, Math.min(1, along(a, b, p))));
  }

  /** Returns the position of the nearest point of the line: 0 at {@code a}, 1 at {@code b}. */
  private static double along(Point a, Point b, Point p) {
    double dx = b.x() - a.x();
    double dy = b.y() - a.y();
    return ((p.x() - a.x()) * dx + (p.y() - a.y()) * dy) / (dx * dx + dy * dy);
  }

  private static Point at(Point a, Point b, double t) {
    return new Point(a.x() + t * (b.x() - a.x()), a.y() + t * (b.y() - a.y()));
  }

  /** Whether two segments have a point in common. */
  static boolean meet(Point a, Point b, Point c, Point d) {
    double c1 = side(a, b, c);
    double d1 = side(a, b, d);
    double a2 = side(c, d, a);
    double b2 = side(c, d, b);
    if (c1 == 0 && d1 == 0 && a2 == 0 && b2 == 0) {
      return overlap(a.x(), b.x(), c.x(), d.x()) && overlap(a.y(), b.y(), c.y(), d.y());
    }
    return opposite(c1, d1) && opposite(a2, b2);
  }

  /** Returns the enclosed area, above 0 for points in clockwise order. */
  static double area(List<Point> polygon) {
    double twice = 0;
    for (int i = 0; i < polygon.size(); i++) {
      Point a = polygon.get(i);
      Point b = polygon.get((i + 1) % polygon.size());
      twice += a.x() * b.y() - b.x() * a.y();
    }
    return twice / 2;
  }

  static double distance(Point a, Point b) {
    double dx = a.x() - b.x();
    double dy = a.y() - b.y();
    return Math.sqrt(dx * dx + dy * dy);
  }

  private static boolean opposite(double a, double b) {
    return (a <= 0 && b >= 0) || (a >= 0 && b <= 0);
  }

  private static boolean overlap(double a, double b, double c, double d) {
    return Math.max(Math.min(a, b), Math.min(c, d)) <= Math.min(Math.max(a, b), Math.max(c, d));
  }
}
