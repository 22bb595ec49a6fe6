package io.manako.track.scene;

import java.util.List;

/**
 * Result of one frame or of a silence.
 *
 * @param state state for the next frame
 * @param counts counts of a window that has ended, by zone and label
 */
public record CountStep(CountState state, List<ZoneCount> counts) {
  public CountStep {
    counts = List.copyOf(counts);
  }
}
