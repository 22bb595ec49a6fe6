package io.manako.track.scene;

import java.util.List;

/**
 * What one frame, or a silence, changed.
 *
 * @param state to go on from
 * @param counts of a window that is over, by zone and label
 */
public record CountStep(CountState state, List<ZoneCount> counts) {
  public CountStep {
    counts = List.copyOf(counts);
  }
}
