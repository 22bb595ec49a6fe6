package io.manako.cli.demo;

import io.manako.track.scene.Direction;
import io.manako.track.scene.EventKind;
import io.manako.track.scene.VideoEvent;
import io.manako.track.scene.VideoEvent.Phase;
import io.manako.wire.ResultRecord;
import io.manako.wire.ResultRecord.DetectedObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts of the tracks and events of one camera. Instances are not thread-safe. */
final class CameraLog {
  private final Map<String, Set<Long>> trackIds = new TreeMap<>();
  private final Map<String, List<VideoEvent>> byFrame = new TreeMap<>();
  private final List<VideoEvent> events = new ArrayList<>();
  private final ObjectLog objects;
  private long frames;

  /**
   * Creates an empty log.
   *
   * @param forgetAfter time without a detection after which the job ends a track
   */
  CameraLog(Duration forgetAfter) {
    objects = new ObjectLog(forgetAfter);
  }

  void add(ResultRecord tracks) {
    frames++;
    objects.add(tracks);
    for (DetectedObject object : tracks.objects()) {
      Long id = object.trackId();
      if (id != null) {
        trackIds.computeIfAbsent(object.label(), label -> new HashSet<>()).add(id);
      }
    }
  }

  void add(VideoEvent event) {
    events.add(event);
    byFrame.computeIfAbsent(event.evidenceFrameId(), id -> new ArrayList<>()).add(event);
  }

  /** Returns the number of records of the tracks topic. */
  long frames() {
    return frames;
  }

  /** Returns the number of tracks by class. */
  Map<String, Long> tracks() {
    Map<String, Long> counts = new TreeMap<>();
    trackIds.forEach((label, ids) -> counts.put(label, (long) ids.size()));
    return counts;
  }

  /** Returns the number of different objects by class. */
  Map<String, Long> objects() {
    return objects.counts();
  }

  /** Returns the events whose evidence is the given frame. */
  List<VideoEvent> shownBy(String frameId) {
    return byFrame.getOrDefault(frameId, List.of());
  }

  long crossings() {
    return count(EventKind.LINE_CROSS, Phase.START);
  }

  /** Returns the number of crossings of a line in one direction. */
  long crossings(String line, Direction direction) {
    return events.stream()
        .filter(e -> e.kind() == EventKind.LINE_CROSS)
        .filter(e -> line.equals(e.lineId()) && direction == e.direction())
        .count();
  }

  long entries() {
    return count(EventKind.ZONE_ENTER, Phase.START);
  }

  /** Returns the entries into a zone, and the stays of objects that left it again. */
  ZoneVisits visits(String zone) {
    List<VideoEvent> there = events.stream().filter(e -> zone.equals(e.zoneId())).toList();
    List<Duration> stays = new ArrayList<>();
    for (VideoEvent event : there) {
      Instant end = event.endTime();
      if (event.kind() == EventKind.ZONE_EXIT && end != null) {
        stays.add(Duration.between(event.startTime(), end));
      }
    }
    long entries = there.stream().filter(e -> e.kind() == EventKind.ZONE_ENTER).count();
    long dwells =
        there.stream()
            .filter(e -> e.kind() == EventKind.ZONE_DWELL && e.phase() == Phase.START)
            .count();
    return new ZoneVisits(entries, dwells, stays);
  }

  private long count(EventKind kind, Phase phase) {
    return events.stream().filter(e -> e.kind() == kind && e.phase() == phase).count();
  }

  /**
   * Visits to a zone.
   *
   * @param entries number of objects that entered
   * @param dwells number of objects that stayed long enough for a dwell event
   * @param stays stays of the objects that left
   */
  record ZoneVisits(long entries, long dwells, List<Duration> stays) {

    /** Returns the mean stay of objects that left; 0 if none did. */
    double meanSeconds() {
      return stays.stream().mapToLong(Duration::toMillis).average().orElse(0) / 1000;
    }

    /** Returns the longest stay of an object that left; 0 if none did. */
    double longestSeconds() {
      return stays.stream().mapToLong(Duration::toMillis).max().orElse(0) / 1000.0;
    }
  }
}
