package io.manako.track.eval;

import java.util.HashMap;
import java.util.Map;

/** Numbers of the tracks of a sequence, for use as matrix rows. */
final class Identities {
  private Identities() {}

  /** Returns a map from id to 0, 1, 2 … in the order of first appearance. */
  static Map<Long, Integer> indices(MotSequence sequence) {
    Map<Long, Integer> indices = new HashMap<>();
    for (MotEntry entry : sequence.entries()) {
      indices.putIfAbsent(entry.id(), indices.size());
    }
    return indices;
  }

  /** Returns the number of boxes of each track, by the numbers of {@link #indices}. */
  static int[] lengths(MotSequence sequence) {
    Map<Long, Integer> indices = indices(sequence);
    int[] lengths = new int[indices.size()];
    sequence.entries().forEach(e -> lengths[indices.get(e.id())]++);
    return lengths;
  }
}
