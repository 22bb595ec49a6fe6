package io.manako.track;

import java.util.List;

/**
 * What one frame changed.
 *
 * @param state to go on from
 * @param tracks confirmed tracks that are seen in this frame, by id
 * @param ended ids of the confirmed tracks that are over, in rising order
 */
public record TrackerStep(TrackerState state, List<Track> tracks, List<Long> ended) {
  public TrackerStep {
    tracks = List.copyOf(tracks);
    ended = List.copyOf(ended);
  }
}
