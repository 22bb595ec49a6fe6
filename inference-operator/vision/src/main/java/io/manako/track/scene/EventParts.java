package io.manako.track.scene;

import io.manako.track.scene.LineCrossed.Crossing;
import io.manako.track.scene.VideoEvent.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The parts that not every event has, as they are read from a record or from bytes.
 *
 * @param object the track that did it, or null
 * @param zoneId the zone, or null
 * @param lineId the line, or null
 * @param direction the direction of a crossing, or null
 * @param count the number that {@link VideoEvent#count()} describes, or null
 */
public record EventParts(
    @Nullable Subject object,
    @Nullable String zoneId,
    @Nullable String lineId,
    @Nullable Direction direction,
    @Nullable Long count) {

  /**
   * The event that has these parts.
   *
   * @throws IllegalArgumentException naming the part, if one that the kind needs is missing
   */
  public VideoEvent of(EventKind kind, Evidence evidence, Course course) {
    return switch (kind) {
      case ZONE_ENTER, ZONE_DWELL, ZONE_EXIT ->
          new ZoneEvent(evidence, kind, course, subject(kind), zone(kind));
      case ZONE_OCCUPANCY -> new ZoneOccupancy(evidence, course, zone(kind), number(kind));
      case LINE_CROSS -> new LineCrossed(evidence, course, subject(kind), crossing(kind));
      case CAMERA_ONLINE, CAMERA_OFFLINE, CAMERA_FORGOTTEN, CAMERA_FROZEN ->
          new CameraEvent(evidence, kind, course);
      case SEQUENCE_GAP -> new SequenceGap(evidence, course, number(kind));
    };
  }

  private Subject subject(EventKind kind) {
    return require(object, "object", kind);
  }

  private String zone(EventKind kind) {
    return require(zoneId, "zone_id", kind);
  }

  private long number(EventKind kind) {
    return require(count, "count", kind);
  }

  private Crossing crossing(EventKind kind) {
    return new Crossing(
        require(lineId, "line_id", kind), require(direction, "direction", kind), number(kind));
  }

  private static <T> T require(@Nullable T part, String name, EventKind kind) {
    if (part == null) {
      throw new IllegalArgumentException("an event " + kind.wireName() + " has no " + name);
    }
    return part;
  }
}
