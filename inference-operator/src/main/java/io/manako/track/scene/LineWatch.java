package io.manako.track.scene;

import io.manako.track.Track;
import io.manako.track.scene.SceneState.Side;
import io.manako.track.scene.SceneState.Total;
import io.manako.track.scene.VideoEvent.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The sides of the lines of one camera during one frame. */
final class LineWatch {
  /** By line, then by track. */
  private final Map<String, Map<Long, Side>> sides = new LinkedHashMap<>();

  private final Map<String, Total> totals = new LinkedHashMap<>();
  private final SceneOptions options;
  private final EventLog log;

  /** A line in pixels of a frame of {@code width × height}, with who is beside it. */
  record Barrier(
      String lineId, Point from, Point to, int width, int height, Map<Long, Side> sides) {}

  LineWatch(SceneState before, SceneOptions options, EventLog log) {
    this.options = options;
    this.log = log;
    before.sides().forEach(side -> at(side.lineId()).put(side.trackId(), side));
    before.totals().forEach(total -> totals.put(total.lineId(), total));
  }

  private Map<Long, Side> at(String lineId) {
    return sides.computeIfAbsent(lineId, id -> new LinkedHashMap<>());
  }

  List<Barrier> barriers(Scene scene, SceneFrame frame) {
    int w = frame.width();
    int h = frame.height();
    return scene.lines().stream()
        .map(
            line ->
                new Barrier(
                    line.id(),
                    line.from().scaled(w, h),
                    line.to().scaled(w, h),
                    w,
                    h,
                    at(line.id())))
        .toList();
  }

  List<Side> sides() {
    return sides.values().stream().flatMap(at -> at.values().stream()).toList();
  }

  List<Total> totals() {
    return new ArrayList<>(totals.values());
  }

  /** Drops the tracks that are over and the lines that are gone. */
  void forget(Scene scene, List<Long> ended) {
    Set<String> lines = scene.lines().stream().map(Line::id).collect(Collectors.toSet());
    sides.keySet().retainAll(lines);
    sides.values().forEach(at -> ended.forEach(at::remove));
    totals.keySet().retainAll(lines);
  }

  /**
   * A track crosses when its way, from its last place clearly on one side to its first place
   * clearly on the other, meets the line; who walks around its end does not.
   */
  void watch(Barrier line, Track track, Point anchor) {
    double margin = options.hysteresis() * track.box().height();
    if (Geometry.distanceToLine(line.from(), line.to(), anchor) <= margin) {
      return;
    }
    Point place = new Point(anchor.x() / line.width(), anchor.y() / line.height());
    Side before = line.sides().put(track.id(), new Side(line.lineId(), track.id(), place));
    if (before == null) {
      return;
    }
    Point start = before.place().scaled(line.width(), line.height());
    boolean wasRight = Geometry.side(line.from(), line.to(), start) > 0;
    boolean isRight = Geometry.side(line.from(), line.to(), anchor) > 0;
    if (wasRight != isRight && Geometry.meet(line.from(), line.to(), start, anchor)) {
      count(line.lineId(), track, isRight);
    }
  }

  private void count(String lineId, Track track, boolean toRight) {
    Total t = totals.getOrDefault(lineId, new Total(lineId, 0, 0));
    Total next =
        new Total(lineId, t.leftToRight() + (toRight ? 1 : 0), t.rightToLeft() + (toRight ? 0 : 1));
    totals.put(lineId, next);
    log.crossed(
        next,
        new Subject(track.id(), track.label()),
        toRight ? Direction.LEFT_TO_RIGHT : Direction.RIGHT_TO_LEFT);
  }
}
