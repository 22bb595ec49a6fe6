package io.manako.track.scene;

import io.manako.time.EventTime;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The zones and lines that one camera gets while it runs, by event time. Immutable; the order in
 * which changes for different times become known makes no difference while there is room for all.
 *
 * <p>What is past and what is to come is judged by the time at which the change that comes last was
 * published: it is part of the record, so a replay judges alike.
 *
 * @param entries by rising time, {@value #MOST} past ones and as many to come at most
 */
public record SceneTimeline(List<Entry> entries) implements Serializable {
  /** Past changes that are kept, of which the last is in effect; and changes to come. */
  public static final int MOST = 100;

  /** No change is known. */
  public static final SceneTimeline EMPTY = new SceneTimeline(List.of());

  public SceneTimeline {
    entries = List.copyOf(entries);
  }

  /**
   * One change.
   *
   * @param micros the event time from which it is in effect, µs since 1970
   * @param scene null for the configured one
   */
  public record Entry(long micros, @Nullable Scene scene) implements Serializable {}

  /**
   * With one more change, which replaces one for the same time. Of too many past changes the oldest
   * go, of too many to come the furthest: neither pushes out what is in effect.
   */
  public SceneTimeline with(SceneChange change) {
    TreeMap<Long, Entry> merged = merged(change);
    long published = EventTime.micros(change.publishedAt());
    NavigableMap<Long, Entry> past = merged.headMap(published, true);
    while (past.size() > MOST) {
      past.pollFirstEntry();
    }
    NavigableMap<Long, Entry> coming = merged.tailMap(published, false);
    while (coming.size() > MOST) {
      coming.pollLastEntry();
    }
    return new SceneTimeline(new ArrayList<>(merged.values()));
  }

  /** The time of the change to come that has no room beside one more, if there is one. */
  public Optional<Instant> pushedOutBy(SceneChange change) {
    NavigableMap<Long, Entry> coming =
        merged(change).tailMap(EventTime.micros(change.publishedAt()), false);
    return coming.size() > MOST
        ? Optional.of(EventTime.instant(coming.lastKey()))
        : Optional.empty();
  }

  private TreeMap<Long, Entry> merged(SceneChange change) {
    TreeMap<Long, Entry> merged = byTime();
    long micros = EventTime.micros(change.activateAt());
    merged.put(micros, new Entry(micros, change.scene()));
    return merged;
  }

  private TreeMap<Long, Entry> byTime() {
    TreeMap<Long, Entry> byTime = new TreeMap<>();
    entries.forEach(entry -> byTime.put(entry.micros(), entry));
    return byTime;
  }

  /** With the changes of a timeline that became known later and wins for the same time. */
  public SceneTimeline later(SceneTimeline other) {
    TreeMap<Long, Entry> merged = byTime();
    merged.putAll(other.byTime());
    return new SceneTimeline(new ArrayList<>(merged.values()));
  }

  /**
   * What is in effect.
   *
   * @param time of a frame
   * @param configured what the camera has without changes
   */
  public Scene at(Instant time, Scene configured) {
    long micros = EventTime.micros(time);
    @Nullable Scene scene =
        entries.stream()
            .filter(entry -> entry.micros() <= micros)
            .max(Comparator.comparingLong(Entry::micros))
            .map(Entry::scene)
            .orElse(null);
    return scene == null ? configured : scene;
  }
}
