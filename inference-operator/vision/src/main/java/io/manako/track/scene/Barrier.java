package io.manako.track.scene;

import io.manako.detect.Box;
import io.manako.track.scene.SceneState.Side;
import org.jspecify.annotations.Nullable;

/**
 * Line in one frame.
 *
 * @param lineId id of the line
 * @param from beginning of the line in pixels
 * @param to end of the line in pixels
 * @param edge edge of the frame along which the line runs, or null
 * @param picture the frame
 * @param now event time of the frame, µs since 1970
 */
record Barrier(
    String lineId, Point from, Point to, @Nullable Edge edge, Picture picture, long now) {

  static Barrier of(Line line, Picture picture, long now) {
    Point from = Picture.snapped(line.from());
    Point to = Picture.snapped(line.to());
    if (from.equals(to)) {
      // A line this short lies wholly in a corner of the rim.
      from = line.from();
      to = line.to();
    }
    return new Barrier(
        line.id(), picture.scaled(from), picture.scaled(to), Edge.along(from, to), picture, now);
  }

  /** Returns the point of a box that decides its side of the line, in pixels. */
  Point placeOf(Box box, Anchor anchor) {
    return edge == null ? picture.inside(anchor.of(box)) : edge.reached(box, picture);
  }

  /**
   * Whether a place is clearly on one side.
   *
   * @param place the place in pixels
   * @param wanted distance from the line in pixels
   */
  boolean isClearOf(Point place, double wanted) {
    Point border = Geometry.nearestOnLine(from, to, place);
    return Geometry.distance(border, place) > picture.margin(border, place, wanted);
  }

  /** Whether a place is on the right-hand side of the line, seen from its beginning. */
  boolean isRightOf(Point place) {
    return Geometry.side(from, to, place) > 0;
  }

  /** Whether the segment from an earlier place to a place on the other side meets the line. */
  boolean isCrossed(Point earlierFraction, Point place) {
    Point start = picture.scaled(earlierFraction);
    return isRightOf(start) != isRightOf(place) && Geometry.meet(from, to, start, place);
  }

  Side side(long trackId, Point place) {
    return new Side(lineId, trackId, picture.fraction(place));
  }
}
