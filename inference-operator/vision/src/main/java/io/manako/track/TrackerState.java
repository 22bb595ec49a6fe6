package io.manako.track;

import java.util.List;

/**
 * State of the tracker for one camera in one stream epoch. Instances are immutable.
 *
 * @param lastId highest track id assigned so far, 0 at first
 * @param time event time of the last frame, µs since 1970; {@link Long#MIN_VALUE} before the first
 * @param tracks tracks in the order of their beginning
 */
public record TrackerState(long lastId, long time, List<TrackState> tracks) {
  /** State before the first frame. */
  public static final TrackerState EMPTY = new TrackerState(0, Long.MIN_VALUE, List.of());

  public TrackerState {
    tracks = List.copyOf(tracks);
  }
}
