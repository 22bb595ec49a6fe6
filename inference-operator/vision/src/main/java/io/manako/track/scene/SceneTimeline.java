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
 * Changes of one camera's zones and lines while the job runs, by event time. Instances are
 * immutable. The order in which changes for different times arrive makes no difference while there
 * is room for all.
 *
 * <p>The time at which the newest change was published separates the past from the future. This
 * time is part of the record, so a replay gives the same result.
 *
 * @param entries changes by rising time, at most {@value #MOST} past ones and {@value #MOST} future
 *     ones
 */
public record SceneTimeline(List<Entry> entries) implements Serializable {
  /**
   * Greatest number of past changes, the last of which is in effect; and greatest number of future
   * changes.
   */
  public static final int MOST = 100;

  /** Timeline without changes. */
  public static final SceneTimeline EMPTY = new SceneTimeline(List.of());

  public SceneTimeline {
    entries = List.copyOf(entries);
  }

  /**
   * Change of the zones and lines.
   *
   * @param micros event time from which the change is in effect, µs since 1970
   * @param scene the zones and lines; null for the configured ones
   */
  public record Entry(long micros, @Nullable Scene scene) implements Serializable {}

  /**
   * Returns the timeline with one more change, which replaces a change for the same time. If there
   * are too many past changes, the oldest are dropped; if there are too many future ones, the
   * furthest are dropped. Neither drops the change in effect.
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

  /** Returns the time of the future change that has no room beside one more, if there is one. */
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

  /** Returns the timeline with the changes of a later timeline, which win for the same time. */
  public SceneTimeline later(SceneTimeline other) {
    TreeMap<Long, Entry> merged = byTime();
    merged.putAll(other.byTime());
    return new SceneTimeline(new ArrayList<>(merged.values()));
  }

  /**
   * Returns the zones and lines in effect.
   *
   * @param time event time of a frame
   * @param configured zones and lines of the camera without changes
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
