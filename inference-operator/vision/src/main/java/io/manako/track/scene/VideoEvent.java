package io.manako.track.scene;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Event in front of a camera. Every replay gives the same event.
 *
 * @param eventId unique id: the evidence frame's id, the kind, the place and the track
 * @param cameraId id of the camera
 * @param kind kind of the event
 * @param phase START when an event begins or has no duration, UPDATE while it lasts or when a
 *     number changes, END when it ends
 * @param startTime event time of the beginning
 * @param endTime event time of the end, or null while the event lasts
 * @param object track and class, or null
 * @param zoneId id of the zone, or null
 * @param lineId id of the crossed line, or null
 * @param direction direction of a crossing, or null
 * @param count number of tracks in the zone now, of crossings of the line in this direction so far,
 *     or of missing frames; or null
 * @param evidenceFrameId id of the frame that shows the event
 */
public record VideoEvent(
    String eventId,
    String cameraId,
    EventKind kind,
    Phase phase,
    Instant startTime,
    @Nullable Instant endTime,
    @Nullable Subject object,
    @Nullable String zoneId,
    @Nullable String lineId,
    @Nullable Direction direction,
    @Nullable Long count,
    String evidenceFrameId) {

  /** Phase of an event. */
  public enum Phase {
    START,
    UPDATE,
    END;

    /** Name in records, in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Track that causes an event.
   *
   * @param trackId id of the track
   * @param label name of the track's class
   */
  public record Subject(long trackId, String label) {}
}
