package io.manako.track;

import java.util.List;

/**
 * Result of one frame.
 *
 * @param state state for the next frame
 * @param tracks confirmed tracks that are seen in this frame, by id
 * @param ended ids of the confirmed tracks that have ended, in rising order
 */
public record TrackerStep(TrackerState state, List<Track> tracks, List<Long> ended) {
  public TrackerStep {
    tracks = List.copyOf(tracks);
    ended = List.copyOf(ended);
  }
}
