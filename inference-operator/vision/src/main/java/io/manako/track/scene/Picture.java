package io.manako.track.scene;

import java.util.List;

/**
 * Frame on which zones and lines are drawn, in pixels. The picture ends at its edges, but the world
 * does not: a box that is cut off at an edge is clamped there, so the edge itself has to belong to
 * the zones that end at it.
 *
 * @param width width in pixels, above 0 if the frame has tracks
 * @param height height in pixels, above 0 if the frame has tracks
 */
record Picture(int width, int height) {
  /**
   * Fraction of the width or height within which a place counts as on the edge: people draw by
   * hand, and detectors end a cut-off box a pixel or two early.
   */
  static final double RIM = 0.01;

  /** Distance by which an anchor on an edge is moved inwards, as a fraction of the side. */
  private static final double INWARD = 1e-6;

  static Picture of(SceneFrame frame) {
    return new Picture(frame.width(), frame.height());
  }

  /** Returns a drawn place, as fractions of the frame, moved to the edge if it is on the rim. */
  static Point snapped(Point fraction) {
    return new Point(snapped(fraction.x()), snapped(fraction.y()));
  }

  private static double snapped(double fraction) {
    if (fraction <= RIM) {
      return 0;
    }
    return fraction >= 1 - RIM ? 1 : fraction;
  }

  /** Returns a zone in pixels. A zone that lies wholly on the rim stays as drawn. */
  Polygon area(List<Point> fractions) {
    List<Point> snapped = fractions.stream().map(Picture::snapped).toList();
    boolean flat = Geometry.area(snapped) == 0;
    return new Polygon((flat ? fractions : snapped).stream().map(this::scaled).toList());
  }

  /** Converts fractions of the frame to pixels. */
  Point scaled(Point fraction) {
    return fraction.scaled(width, height);
  }

  /** Converts pixels to fractions of the frame. */
  Point fraction(Point place) {
    return new Point(place.x() / width, place.y() / height);
  }

  /** Returns the place inside the frame that is nearest to an anchor on its edge or beyond. */
  Point inside(Point anchor) {
    return new Point(clamped(anchor.x(), width), clamped(anchor.y(), height));
  }

  private static double clamped(double value, int side) {
    return Math.max(INWARD * side, Math.min((1 - INWARD) * side, value));
  }

  /**
   * Returns the distance from an edge or a line at which the anchor is clearly beyond it: the
   * distance of the options, but at most half of the frame's room there.
   *
   * @param border point of the edge or line that is nearest to the anchor
   * @param anchor place inside the frame
   * @param wanted distance of the options in pixels
   */
  double margin(Point border, Point anchor, double wanted) {
    double dx = anchor.x() - border.x();
    double dy = anchor.y() - border.y();
    double far = Math.min(stretch(border.x(), dx, width), stretch(border.y(), dy, height));
    return far == Double.POSITIVE_INFINITY
        ? wanted
        : Math.min(wanted, far * Math.sqrt(dx * dx + dy * dy) / 2);
  }

  /**
   * Returns the factor by which a step may be multiplied before it leaves the frame on one axis.
   */
  private static double stretch(double from, double step, int side) {
    if (step == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.max(0, ((step > 0 ? side : 0) - from) / step);
  }
}
