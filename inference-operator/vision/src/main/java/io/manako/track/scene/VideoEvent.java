package io.manako.track.scene;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened before a camera. The same in every replay.
 *
 * @param eventId unique; the evidence frame's id, the kind, the place and the track
 * @param cameraId whose picture
 * @param kind what happened
 * @param phase START when something begins or happens at once, UPDATE while it lasts or when a
 *     number changes, END when it is over
 * @param startTime when it began
 * @param endTime when it was over, or null while it lasts
 * @param object who did it, or null
 * @param zoneId where, or null
 * @param lineId over which line, or null
 * @param direction of a crossing, or null
 * @param count who is in the zone now, who has crossed the line in this direction so far, or how
 *     many frames are missing; or null
 * @param evidenceFrameId the frame that showed it
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

  /** Where in its course an event is. */
  public enum Phase {
    START,
    UPDATE,
    END;

    /** The name in records: lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who does it: a track and its class. */
  public record Subject(long trackId, String label) {}
}
