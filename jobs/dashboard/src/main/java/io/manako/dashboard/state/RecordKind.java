package io.manako.dashboard.state;

import java.util.Locale;

/** Topics whose records the page shows. The first kind of a frame's results counts the frame. */
public enum RecordKind {
  DETECTIONS,
  CLASSIFICATIONS,
  SEGMENTATIONS,
  TRACKS,
  EVENTS;

  /** Whether each frame has a record of this kind, by which frames can be counted. */
  boolean countsFrames() {
    return this == DETECTIONS || this == CLASSIFICATIONS || this == SEGMENTATIONS;
  }

  /** Name in addresses, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
