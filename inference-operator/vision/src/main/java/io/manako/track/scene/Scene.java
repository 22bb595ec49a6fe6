package io.manako.track.scene;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Zones and lines of one camera.
 *
 * @param zones zones, at most 100
 * @param lines lines, at most 100
 */
public record Scene(List<Zone> zones, List<Line> lines) implements Serializable {
  private static final int MOST = 100;

  /** Scene without zones and lines. */
  public static final Scene EMPTY = new Scene(List.of(), List.of());

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if there are too many zones or lines, or two with one id
   */
  public Scene {
    zones = List.copyOf(zones);
    lines = List.copyOf(lines);
    if (zones.size() > MOST || lines.size() > MOST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d zones and %d lines; a camera has at most %d of each",
              zones.size(),
              lines.size(),
              MOST));
    }
    Set<String> seen = new HashSet<>();
    Stream.concat(zones.stream().map(Zone::id), lines.stream().map(Line::id))
        .filter(id -> !seen.add(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw new IllegalArgumentException(
                  "two zones or lines have the id \"" + id + "\"; ids are unique per camera");
            });
  }
}
