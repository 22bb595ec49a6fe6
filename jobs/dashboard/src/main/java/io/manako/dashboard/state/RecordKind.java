package io.manako.dashboard.state;

import java.util.Locale;

/** The topics whose records the page shows. Results of one frame are counted by the first kind. */
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

  /** The name in addresses: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
