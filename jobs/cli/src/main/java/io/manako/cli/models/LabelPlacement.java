package io.manako.cli.models;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds places beside points for labels such that they cover neither each other nor points. */
final class LabelPlacement {
  private static final int DIRECTIONS = 16;
  private static final double[] DISTANCES = {9, 15, 23, 33, 45};
  private static final double OUTSIDE = 1e6;

  private final Rectangle2D area;
  private final List<Rectangle2D> taken = new ArrayList<>();

  /**
   * Holds the points to keep free.
   *
   * @param area rectangle that labels should not leave
   * @param points rectangles of the points' markers
   */
  LabelPlacement(Rectangle2D area, List<Rectangle2D> points) {
    this.area = area;
    taken.addAll(points);
  }

  /**
   * Returns the best free place for a label beside a point, or the least bad one if all are taken.
   *
   * @param width width of the label
   * @param height height of the label
   */
  Rectangle2D place(Point2D point, double width, double height) {
    Rectangle2D best =
        candidates(point, width, height).stream()
            .min(Comparator.comparingDouble(this::overlap))
            .orElseThrow();
    taken.add(best);
    return best;
  }

  /** Lists near places first, and among equally near ones the one to the right. */
  private static List<Rectangle2D> candidates(Point2D point, double width, double height) {
    List<Rectangle2D> places = new ArrayList<>();
    for (double distance : DISTANCES) {
      for (int i = 0; i < DIRECTIONS; i++) {
        double angle = 2 * Math.PI * i / DIRECTIONS;
        double x = point.getX() + Math.cos(angle) * (distance + width / 2) - width / 2;
        double y = point.getY() + Math.sin(angle) * (distance + height / 2) - height / 2;
        places.add(new Rectangle2D.Double(x, y, width, height));
      }
    }
    return places;
  }

  /** Returns the covered area. Area outside the plot counts far more. */
  private double overlap(Rectangle2D place) {
    double covered = area.contains(place) ? 0 : OUTSIDE;
    for (Rectangle2D other : taken) {
      Rectangle2D common = place.createIntersection(other);
      if (common.getWidth() > 0 && common.getHeight() > 0) {
        covered += common.getWidth() * common.getHeight();
      }
    }
    return covered;
  }
}
