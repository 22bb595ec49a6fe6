package io.manako.track.scene;

import io.manako.time.EventTime;
import io.manako.track.scene.LineCrossed.Crossing;
import io.manako.track.scene.VideoEvent.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects the events that one frame shows. */
final class EventLog {
  private final SceneFrame frame;
  private final String moment;
  private final List<VideoEvent> events = new ArrayList<>();

  /** Creates a log for the events of a frame. */
  EventLog(SceneFrame frame) {
    this(frame, frame.frameId());
  }

  private EventLog(SceneFrame frame, String moment) {
    this.frame = frame;
    this.moment = moment;
  }

  /** A log of what became certain after the last frame. The ids differ from the frame's own. */
  static EventLog after(SceneFrame last) {
    return new EventLog(last, last.frameId() + "/after");
  }

  List<VideoEvent> events() {
    return events;
  }

  void entered(SceneState.Stay stay) {
    zone(EventKind.ZONE_ENTER, Course.begun(stay.start()), stay);
  }

  void left(SceneState.Stay stay, long end) {
    Course over = Course.over(stay.start(), EventTime.instant(end));
    if (stay.dwellsEmitted() > 0) {
      zone(EventKind.ZONE_DWELL, over, stay);
    }
    zone(EventKind.ZONE_EXIT, over, stay);
  }

  void dwelt(SceneState.Stay stay, boolean first) {
    Course course = first ? Course.begun(stay.start()) : Course.lasting(stay.start());
    zone(EventKind.ZONE_DWELL, course, stay);
  }

  void occupied(String zoneId, long count) {
    Evidence evidence = evidence(EventKind.ZONE_OCCUPANCY, zoneId);
    events.add(new ZoneOccupancy(evidence, Course.lasting(frame.time()), zoneId, count));
  }

  void crossed(SceneState.Total total, SceneState.Passage passage) {
    Instant time = passage.time();
    Crossing crossing =
        passage.toRight()
            ? new Crossing(total.lineId(), Direction.LEFT_TO_RIGHT, total.leftToRight())
            : new Crossing(total.lineId(), Direction.RIGHT_TO_LEFT, total.rightToLeft());
    events.add(
        new LineCrossed(
            evidence(EventKind.LINE_CROSS, total.lineId() + "/" + passage.trackId()),
            Course.atOnce(time, time),
            new Subject(passage.trackId(), passage.label()),
            crossing));
  }

  private void zone(EventKind kind, Course course, SceneState.Stay stay) {
    Evidence evidence = evidence(kind, stay.zoneId() + "/" + stay.trackId());
    Subject object = new Subject(stay.trackId(), stay.label());
    events.add(new ZoneEvent(evidence, kind, course, object, stay.zoneId()));
  }

  private Evidence evidence(EventKind kind, String place) {
    String eventId = moment + "/" + kind.wireName() + "/" + place;
    return new Evidence(eventId, frame.cameraId(), frame.frameId());
  }
}
