package io.manako.track.scene;

import io.manako.detect.Box;
import org.jspecify.annotations.Nullable;

/**
 * Edge of the frame. No anchor gets beyond an edge, so the boxes themselves cross a line along it:
 * a box that is cut off at the edge is beyond the line, and a box wholly in sight is not.
 */
enum Edge {
  TOP,
  RIGHT,
  BOTTOM,
  LEFT;

  /** Returns the edge on which both ends of a line lie, or null. */
  static @Nullable Edge along(Point from, Point to) {
    if (from.y() == to.y() && (from.y() == 0 || from.y() == 1)) {
      return from.y() == 0 ? TOP : BOTTOM;
    }
    if (from.x() == to.x() && (from.x() == 0 || from.x() == 1)) {
      return from.x() == 0 ? LEFT : RIGHT;
    }
    return null;
  }

  /**
   * Returns the place of a box for a line along this edge: the middle of the box's nearest side,
   * which lies beyond the edge if the box is cut off there.
   */
  Point reached(Box box, Picture picture) {
    double x = box.x() + box.width() / 2.0;
    double y = box.y() + box.height() / 2.0;
    return switch (this) {
      case TOP -> new Point(x, -outward(-box.y(), 0, picture.height()));
      case BOTTOM -> new Point(x, outward(box.bottom(), picture.height(), picture.height()));
      case LEFT -> new Point(-outward(-box.x(), 0, picture.width()), y);
      case RIGHT -> new Point(outward(box.right(), picture.width(), picture.width()), y);
    };
  }

  private static double outward(double end, double edge, int side) {
    double rim = Picture.RIM * side;
    return end >= edge - rim ? edge + rim : end;
  }
}
