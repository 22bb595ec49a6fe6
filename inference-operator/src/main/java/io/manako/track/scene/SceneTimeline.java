package io.manako.track.scene;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The zones and lines that one camera gets while it runs, by event time. Immutable; the order in
 * which changes for different times become known makes no difference.
 *
 * @param entries by rising time, the last {@value #MOST} at most
 */
public record SceneTimeline(List<Entry> entries) implements Serializable {
  /** Changes that are kept: those in effect for frames on their way, and those to come. */
  static final int MOST = 32;

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

  /** With one more change, which replaces one for the same time. Beyond the limit the oldest go. */
  public SceneTimeline with(SceneChange change) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, change.activateAt());
    return later(new SceneTimeline(List.of(new Entry(micros, change.scene()))));
  }

  /** With the changes of a timeline that became known later and wins for the same time. */
  public SceneTimeline later(SceneTimeline other) {
    TreeMap<Long, Entry> merged = new TreeMap<>();
    Stream.concat(entries.stream(), other.entries.stream())
        .forEach(entry -> merged.put(entry.micros(), entry));
    while (merged.size() > MOST) {
      merged.pollFirstEntry();
    }
    return new SceneTimeline(new ArrayList<>(merged.values()));
  }

  /**
   * What is in effect.
   *
   * @param time of a frame
   * @param configured what the camera has without changes
   */
  public Scene at(Instant time, Scene configured) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
    @Nullable Scene scene =
        entries.stream()
            .filter(entry -> entry.micros() <= micros)
            .max(Comparator.comparingLong(Entry::micros))
            .map(Entry::scene)
            .orElse(null);
    return scene == null ? configured : scene;
  }
}
