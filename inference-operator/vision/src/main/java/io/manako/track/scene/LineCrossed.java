package io.manako.track.scene;

import io.manako.track.scene.VideoEvent.Subject;

/**
 * A track crosses a line.
 *
 * @param object the track
 * @param crossing the line, the direction and the total
 */
public record LineCrossed(Evidence evidence, Course course, Subject object, Crossing crossing)
    implements VideoEvent {

  /**
   * One crossing of a line.
   *
   * @param lineId the line
   * @param direction the direction in which the line is crossed
   * @param total number of crossings of the line in this direction so far, this one included
   */
  public record Crossing(String lineId, Direction direction, long total) {}

  @Override
  public EventKind kind() {
    return EventKind.LINE_CROSS;
  }

  @Override
  public String lineId() {
    return crossing.lineId();
  }

  @Override
  public Direction direction() {
    return crossing.direction();
  }

  @Override
  public Long count() {
    return crossing.total();
  }
}
