package io.manako.dashboard.state;

import io.manako.track.scene.Direction;
import io.manako.track.scene.VideoEvent;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Number of tracks in the zones and of crossings of the lines, taken from the events. Instances are
 * not thread-safe.
 */
final class SceneCounts {
  private static final int MOST = 200;

  private final Map<String, Long> zones = new TreeMap<>();
  private final Map<String, Map<String, Long>> lines = new TreeMap<>();

  void add(VideoEvent event) {
    Long count = event.count();
    String zone = event.zoneId();
    String line = event.lineId();
    if (count == null) {
      return;
    }
    if (zone != null && (zones.size() < MOST || zones.containsKey(zone))) {
      zones.put(zone, count);
    } else if (line != null && (lines.size() < MOST || lines.containsKey(line))) {
      Direction way = Objects.requireNonNullElse(event.direction(), Direction.LEFT_TO_RIGHT);
      lines.computeIfAbsent(line, id -> new TreeMap<>()).put(way.wireName(), count);
    }
  }

  /** Number of tracks in each zone. */
  Map<String, Long> zones() {
    return new TreeMap<>(zones);
  }

  /** Crossings of each line by direction. */
  Map<String, Map<String, Long>> lines() {
    Map<String, Map<String, Long>> copy = new TreeMap<>();
    lines.forEach((line, ways) -> copy.put(line, Map.copyOf(ways)));
    return copy;
  }

  int size() {
    return zones.size() + lines.size();
  }
}
