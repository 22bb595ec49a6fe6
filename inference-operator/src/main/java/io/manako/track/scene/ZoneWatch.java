package io.manako.track.scene;

import io.manako.track.Track;
import io.manako.track.scene.SceneState.Stay;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The stays in the zones of one camera during one frame. */
final class ZoneWatch {
  private final Map<Key, Stay> stays = new LinkedHashMap<>();
  private final SceneOptions options;
  private final EventLog log;

  /** A track in a zone. */
  private record Key(String zoneId, long trackId) {}

  /** A zone in pixels. */
  record Area(String zoneId, List<Point> polygon, long now) {}

  ZoneWatch(SceneState before, SceneOptions options, EventLog log) {
    this.options = options;
    this.log = log;
    before.stays().forEach(stay -> stays.put(new Key(stay.zoneId(), stay.trackId()), stay));
  }

  static List<Area> areas(Scene scene, SceneFrame frame) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, frame.time());
    return scene.zones().stream()
        .map(z -> new Area(z.id(), scaled(z.polygon(), frame), now))
        .toList();
  }

  private static List<Point> scaled(List<Point> polygon, SceneFrame frame) {
    return polygon.stream().map(p -> p.scaled(frame.width(), frame.height())).toList();
  }

  List<Stay> stays() {
    return new ArrayList<>(stays.values());
  }

  /** Ends the stays of tracks that are over and in zones that are gone. */
  void forget(Scene scene, Set<Long> ended) {
    Set<String> zones = scene.zones().stream().map(Zone::id).collect(Collectors.toSet());
    stays
        .values()
        .removeIf(
            stay -> {
              boolean over = ended.contains(stay.trackId()) || !zones.contains(stay.zoneId());
              if (over) {
                log.left(stay, stay.lastSeen());
              }
              return over;
            });
  }

  void watch(Area area, Track track, Point anchor) {
    Key key = new Key(area.zoneId(), track.id());
    Stay stay = stays.get(key);
    if (stay == null) {
      if (Geometry.contains(area.polygon(), anchor)) {
        stay = new Stay(area.zoneId(), track.id(), track.label(), area.now(), area.now(), 0);
        log.entered(stay);
        stays.put(key, stay);
      }
    } else if (isInside(area, track, anchor)) {
      stays.put(key, continued(stay, area.now()));
    } else {
      stays.remove(key);
      log.left(stay, area.now());
    }
  }

  /** Tells the zones in which another number of tracks is than before. */
  void tellOccupancies(SceneState before) {
    Map<String, Long> counts = new TreeMap<>();
    before.stays().forEach(stay -> counts.merge(stay.zoneId(), -1L, Long::sum));
    stays.values().forEach(stay -> counts.merge(stay.zoneId(), 1L, Long::sum));
    counts.forEach(
        (zone, change) -> {
          if (change != 0) {
            log.occupied(
                zone, stays.values().stream().filter(s -> s.zoneId().equals(zone)).count());
          }
        });
  }

  /** Who is in leaves only by going clearly beyond the edge. */
  private boolean isInside(Area area, Track track, Point anchor) {
    double margin = options.hysteresis() * track.box().height();
    return Geometry.contains(area.polygon(), anchor)
        || Geometry.distanceToEdge(area.polygon(), anchor) <= margin;
  }

  private Stay continued(Stay stay, long now) {
    long told = stay.dwellTold();
    long due = stay.since() + micros(options.dwellAfter()) + told * micros(options.dwellEvery());
    long missed = now < due ? 0 : 1 + (now - due) / micros(options.dwellEvery());
    Stay next =
        new Stay(stay.zoneId(), stay.trackId(), stay.label(), stay.since(), now, told + missed);
    if (missed > 0) {
      log.dwelt(next, told == 0);
    }
    return next;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
