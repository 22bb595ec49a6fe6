package io.manako.track.scene;

import io.manako.detect.Box;
import io.manako.track.scene.SceneState.Side;
import org.jspecify.annotations.Nullable;

/**
 * A line in one frame.
 *
 * @param lineId the line's
 * @param from its beginning in pixels
 * @param to its end in pixels
 * @param edge of the frame that it runs along, or null
 * @param picture the frame
 * @param now event time of the frame, µs since 1970
 */
record Barrier(
    String lineId, Point from, Point to, @Nullable Edge edge, Picture picture, long now) {

  static Barrier of(Line line, Picture picture, long now) {
    Point from = Picture.snapped(line.from());
    Point to = Picture.snapped(line.to());
    if (from.equals(to)) {
      // So short a line lies wholly in a corner of the rim.
      from = line.from();
      to = line.to();
    }
    return new Barrier(
        line.id(), picture.scaled(from), picture.scaled(to), Edge.along(from, to), picture, now);
  }

  /** The point of a box that is on one side of this line or the other, in pixels. */
  Point placeOf(Box box, Anchor anchor) {
    return edge == null ? picture.inside(anchor.of(box)) : edge.reached(box, picture);
  }

  /**
   * Whether a place is clearly on one side.
   *
   * @param wanted distance from the line in pixels
   */
  boolean isClearOf(Point place, double wanted) {
    Point border = Geometry.nearestOnLine(from, to, place);
    return Geometry.distance(border, place) > picture.margin(border, place, wanted);
  }

  /** Whether a place is on the right hand of who looks along the line. */
  boolean isRightOf(Point place) {
    return Geometry.side(from, to, place) > 0;
  }

  /** Whether the way from an earlier place to a place on the other side meets the line. */
  boolean isCrossed(Point earlierFraction, Point place) {
    Point start = picture.scaled(earlierFraction);
    return isRightOf(start) != isRightOf(place) && Geometry.meet(from, to, start, place);
  }

  Side side(long trackId, Point place) {
    return new Side(lineId, trackId, picture.fraction(place));
  }
}
