package io.manako.track.scene;

/**
 * The number of tracks in a zone changes.
 *
 * @param zoneId the zone
 * @param tracks number of tracks in the zone from now on
 */
public record ZoneOccupancy(Evidence evidence, Course course, String zoneId, long tracks)
    implements VideoEvent {

  @Override
  public EventKind kind() {
    return EventKind.ZONE_OCCUPANCY;
  }

  @Override
  public Long count() {
    return tracks;
  }
}
