package io.manako.track.scene;

import io.manako.track.scene.VideoEvent.Subject;
import java.util.EnumSet;
import java.util.Set;

/**
 * A track enters a zone, stays in it, or leaves it.
 *
 * @param kind {@code zone.enter}, {@code zone.dwell} or {@code zone.exit}
 * @param object the track
 * @param zoneId the zone
 */
public record ZoneEvent(
    Evidence evidence, EventKind kind, Course course, Subject object, String zoneId)
    implements VideoEvent {
  private static final Set<EventKind> KINDS =
      EnumSet.of(EventKind.ZONE_ENTER, EventKind.ZONE_DWELL, EventKind.ZONE_EXIT);

  public ZoneEvent {
    kind.requireOneOf(KINDS);
  }
}
