package io.manako.track.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Entries of one video by frame. Instances are immutable.
 *
 * @param frames entries of each frame, sorted by id, by frame number
 */
public record MotSequence(NavigableMap<Integer, List<MotEntry>> frames) {
  public MotSequence {
    NavigableMap<Integer, List<MotEntry>> copy = new TreeMap<>();
    frames.forEach((frame, entries) -> copy.put(frame, List.copyOf(entries)));
    frames = Collections.unmodifiableNavigableMap(copy);
  }

  /** Returns a sequence of entries in any order. */
  public static MotSequence of(List<MotEntry> entries) {
    NavigableMap<Integer, List<MotEntry>> frames = new TreeMap<>();
    for (MotEntry entry : entries) {
      frames.computeIfAbsent(entry.frame(), f -> new ArrayList<>()).add(entry);
    }
    frames.values().forEach(f -> f.sort(Comparator.comparingLong(MotEntry::id)));
    return new MotSequence(frames);
  }

  /** Returns the entries of a frame, or an empty list if the frame has none. */
  public List<MotEntry> frame(int number) {
    return frames.getOrDefault(number, List.of());
  }

  /** Number of the last frame that has an entry, or 0 if none has. */
  public int length() {
    return frames.isEmpty() ? 0 : frames.lastKey();
  }

  /** All entries, by frame and id. */
  public List<MotEntry> entries() {
    return frames.values().stream().flatMap(List::stream).toList();
  }

  /**
   * Returns the sequence without the entries whose score is 0, which are not evaluated in ground
   * truth.
   */
  public MotSequence evaluated() {
    return of(entries().stream().filter(e -> e.score() != 0).toList());
  }
}
