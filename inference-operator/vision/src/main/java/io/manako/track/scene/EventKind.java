package io.manako.track.scene;

import java.util.Set;

/** Kinds of events before a camera. */
public enum EventKind {
  ZONE_ENTER("zone.enter"),
  ZONE_EXIT("zone.exit"),
  ZONE_DWELL("zone.dwell"),
  ZONE_OCCUPANCY("zone.occupancy"),
  LINE_CROSS("line.cross"),
  CAMERA_OFFLINE("camera.offline"),
  CAMERA_FORGOTTEN("camera.forgotten"),
  CAMERA_ONLINE("camera.online"),
  CAMERA_FROZEN("camera.frozen"),
  SEQUENCE_GAP("sequence.gap");

  private final String wireName;

  EventKind(String wireName) {
    this.wireName = wireName;
  }

  /** Name in records. */
  public String wireName() {
    return wireName;
  }

  void requireOneOf(Set<EventKind> accepted) {
    if (!accepted.contains(this)) {
      throw new IllegalArgumentException(wireName() + " is none of " + accepted);
    }
  }
}
