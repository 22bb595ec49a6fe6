package io.manako.track.scene;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened before a camera. Every replay gives the same events.
 *
 * <p>Each member has exactly the parts that its kinds have. The methods of this type show an event
 * in the form of its record, in which a part that the kind does not have is null.
 */
public sealed interface VideoEvent
    permits ZoneEvent, ZoneOccupancy, LineCrossed, CameraEvent, SequenceGap {

  /** The identity of this event, and the frame that shows it. */
  Evidence evidence();

  /** The kind of what happened. */
  EventKind kind();

  /** The time of the event. */
  Course course();

  /** The unique id. */
  default String eventId() {
    return evidence().eventId();
  }

  /** The camera before which the event happened. */
  default String cameraId() {
    return evidence().cameraId();
  }

  /** The frame that shows it. */
  default String evidenceFrameId() {
    return evidence().frameId();
  }

  /** The part of its course that the event marks. */
  default Phase phase() {
    return course().phase();
  }

  /** The time of its beginning. */
  default Instant startTime() {
    return course().start();
  }

  /** The time of its end, or null while it lasts. */
  default @Nullable Instant endTime() {
    return course().end();
  }

  /** The track that did it, or null. */
  default @Nullable Subject object() {
    return null;
  }

  /** The zone in which it happened, or null. */
  default @Nullable String zoneId() {
    return null;
  }

  /** The line that was crossed, or null. */
  default @Nullable String lineId() {
    return null;
  }

  /** The direction of a crossing, or null. */
  default @Nullable Direction direction() {
    return null;
  }

  /**
   * The number of tracks in the zone now, of crossings of the line in this direction so far, or of
   * missing frames; null for other kinds.
   */
  default @Nullable Long count() {
    return null;
  }

  /** Parts of the course of something that lasts. */
  enum Phase {
    /** Something begins, or happens at once. */
    START,
    /** Something lasts, or a number changes. */
    UPDATE,
    /** Something is over. */
    END;

    /** Name in records, in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A track that does something.
   *
   * @param trackId id among the camera's tracks
   * @param label the track's class
   */
  record Subject(long trackId, String label) {}
}
