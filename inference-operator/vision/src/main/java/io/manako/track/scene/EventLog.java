package io.manako.track.scene;

import io.manako.time.EventTime;
import io.manako.track.scene.VideoEvent.Phase;
import io.manako.track.scene.VideoEvent.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the events of one frame. */
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

  /**
   * Creates a log for events that became certain after the last frame; their ids differ from those
   * of the frame's own events.
   */
  static EventLog after(SceneFrame last) {
    return new EventLog(last, last.frameId() + "/after");
  }

  List<VideoEvent> events() {
    return events;
  }

  void entered(SceneState.Stay stay) {
    zone(EventKind.ZONE_ENTER, Phase.START, stay, null);
  }

  void left(SceneState.Stay stay, long end) {
    if (stay.dwellTold() > 0) {
      zone(EventKind.ZONE_DWELL, Phase.END, stay, instant(end));
    }
    zone(EventKind.ZONE_EXIT, Phase.END, stay, instant(end));
  }

  void dwelt(SceneState.Stay stay, boolean first) {
    zone(EventKind.ZONE_DWELL, first ? Phase.START : Phase.UPDATE, stay, null);
  }

  void occupied(String zoneId, long count) {
    events.add(
        new VideoEvent(
            id(EventKind.ZONE_OCCUPANCY, zoneId),
            frame.cameraId(),
            EventKind.ZONE_OCCUPANCY,
            Phase.UPDATE,
            frame.time(),
            null,
            null,
            zoneId,
            null,
            null,
            count,
            frame.frameId()));
  }

  void crossed(SceneState.Total total, SceneState.Passage passage) {
    long count = passage.toRight() ? total.leftToRight() : total.rightToLeft();
    events.add(
        new VideoEvent(
            id(EventKind.LINE_CROSS, total.lineId()) + "/" + passage.trackId(),
            frame.cameraId(),
            EventKind.LINE_CROSS,
            Phase.START,
            instant(passage.since()),
            instant(passage.since()),
            new Subject(passage.trackId(), passage.label()),
            null,
            total.lineId(),
            passage.toRight() ? Direction.LEFT_TO_RIGHT : Direction.RIGHT_TO_LEFT,
            count,
            frame.frameId()));
  }

  private void zone(EventKind kind, Phase phase, SceneState.Stay stay, @Nullable Instant end) {
    events.add(
        new VideoEvent(
            id(kind, stay.zoneId()) + "/" + stay.trackId(),
            frame.cameraId(),
            kind,
            phase,
            instant(stay.since()),
            end,
            new Subject(stay.trackId(), stay.label()),
            stay.zoneId(),
            null,
            null,
            null,
            frame.frameId()));
  }

  private String id(EventKind kind, String place) {
    return moment + "/" + kind.wireName() + "/" + place;
  }

  private static Instant instant(long micros) {
    return EventTime.instant(micros);
  }
}
