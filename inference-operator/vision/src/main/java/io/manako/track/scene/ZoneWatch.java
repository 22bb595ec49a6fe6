package io.manako.track.scene;

import io.manako.time.TimeSpan;
import io.manako.track.Track;
import io.manako.track.scene.SceneState.Stay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stays in the zones of one camera during one frame. */
final class ZoneWatch {
  /** Stays by zone, then by track. */
  private final Map<String, Map<Long, Stay>> stays = new LinkedHashMap<>();

  private final SceneOptions options;
  private final EventLog log;

  /**
   * Zone in one frame.
   *
   * @param zoneId id of the zone
   * @param polygon the zone in pixels
   * @param picture the frame
   * @param now event time of the frame, µs since 1970
   * @param stays stays in the zone by track id
   */
  record Area(String zoneId, Polygon polygon, Picture picture, long now, Map<Long, Stay> stays) {}

  ZoneWatch(SceneState before, SceneOptions options, EventLog log) {
    this.options = options;
    this.log = log;
    before.stays().forEach(stay -> in(stay.zoneId()).put(stay.trackId(), stay));
  }

  private Map<Long, Stay> in(String zoneId) {
    return stays.computeIfAbsent(zoneId, id -> new LinkedHashMap<>());
  }

  List<Area> areas(Scene scene, SceneFrame frame) {
    long now = frame.micros();
    Picture picture = Picture.of(frame);
    return scene.zones().stream()
        .map(z -> new Area(z.id(), picture.area(z.polygon()), picture, now, in(z.id())))
        .toList();
  }

  List<Stay> stays() {
    return stays.values().stream().flatMap(in -> in.values().stream()).toList();
  }

  /** Ends the stays of ended tracks and in removed zones. */
  void forget(Scene scene, List<Long> ended) {
    Set<String> zones = scene.zones().stream().map(Zone::id).collect(Collectors.toSet());
    stays.forEach(
        (zoneId, in) -> {
          List<Long> over = zones.contains(zoneId) ? ended : List.copyOf(in.keySet());
          over.stream().map(in::remove).filter(Objects::nonNull).forEach(this::leftUnseen);
        });
  }

  private void leftUnseen(Stay stay) {
    log.left(stay, stay.lastSeen());
  }

  void watch(Area area, Track track) {
    Point anchor = area.picture().inside(options.anchor().of(track.box()));
    Stay stay = area.stays().get(track.id());
    if (stay == null) {
      if (area.polygon().contains(anchor)) {
        stay = new Stay(area.zoneId(), track.id(), track.label(), area.now(), area.now(), 0);
        log.entered(stay);
        area.stays().put(track.id(), stay);
      }
    } else if (isInside(area, track, anchor)) {
      area.stays().put(track.id(), continued(stay, area.now()));
    } else {
      area.stays().remove(track.id());
      log.left(stay, area.now());
    }
  }

  /** Emits the occupancy of each zone whose number of tracks has changed. */
  void tellOccupancies(SceneState before) {
    Map<String, Integer> counts = new TreeMap<>();
    before.stays().forEach(stay -> counts.merge(stay.zoneId(), 1, Integer::sum));
    stays.forEach(
        (zoneId, in) -> {
          if (in.size() != counts.getOrDefault(zoneId, 0)) {
            log.occupied(zoneId, in.size());
          }
        });
  }

  /**
   * Whether a track is still in the zone, which it leaves only by going clearly beyond the edge.
   */
  private boolean isInside(Area area, Track track, Point anchor) {
    if (area.polygon().contains(anchor)) {
      return true;
    }
    Point border = area.polygon().nearestOnEdge(anchor);
    double wanted = options.hysteresis() * track.box().height();
    return Geometry.distance(border, anchor) <= area.picture().margin(border, anchor, wanted);
  }

  private Stay continued(Stay stay, long now) {
    long emitted = stay.dwellsEmitted();
    long dwelling = now - stay.since() - TimeSpan.micros(options.dwellAfter());
    long reached = dwelling < 0 ? 0 : 1 + dwelling / TimeSpan.micros(options.dwellEvery());
    long missed = Math.max(0, reached - emitted);
    Stay next =
        new Stay(stay.zoneId(), stay.trackId(), stay.label(), stay.since(), now, emitted + missed);
    if (missed > 0) {
      log.dwelt(next, emitted == 0);
    }
    return next;
  }
}
