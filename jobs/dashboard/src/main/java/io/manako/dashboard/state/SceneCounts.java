package io.manako.dashboard.state;

import io.manako.track.scene.LineCrossed;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.ZoneOccupancy;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the last count of every zone and line that the events name. This class is not thread-safe.
 */
final class SceneCounts {
  private static final int MOST = 200;

  private final Map<String, Long> zones = new TreeMap<>();
  private final Map<String, Map<String, Long>> lines = new TreeMap<>();

  void add(VideoEvent event) {
    if (event instanceof ZoneOccupancy occupancy && hasRoom(zones, occupancy.zoneId())) {
      zones.put(occupancy.zoneId(), occupancy.tracks());
    } else if (event instanceof LineCrossed crossed && hasRoom(lines, crossed.lineId())) {
      lines
          .computeIfAbsent(crossed.lineId(), id -> new TreeMap<>())
          .put(crossed.direction().wireName(), crossed.crossing().total());
    }
  }

  private static boolean hasRoom(Map<String, ?> places, String id) {
    return places.size() < MOST || places.containsKey(id);
  }

  /** The number of tracks in each zone. */
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
