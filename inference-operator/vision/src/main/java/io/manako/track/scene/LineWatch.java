package io.manako.track.scene;

import io.manako.track.Track;
import io.manako.track.scene.SceneState.Passage;
import io.manako.track.scene.SceneState.Side;
import io.manako.track.scene.SceneState.Total;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sides of one camera's lines during one frame. */
final class LineWatch {
  private final Map<Key, Side> sides = new LinkedHashMap<>();
  private final Map<Key, Passage> passages = new LinkedHashMap<>();
  private final Map<String, Total> totals = new LinkedHashMap<>();
  private final SceneOptions options;
  private final EventLog log;

  private record Key(String lineId, long trackId) {}

  LineWatch(SceneState before, SceneOptions options, EventLog log) {
    this.options = options;
    this.log = log;
    before.sides().forEach(side -> sides.put(new Key(side.lineId(), side.trackId()), side));
    before.passages().forEach(p -> passages.put(new Key(p.lineId(), p.trackId()), p));
    before.totals().forEach(total -> totals.put(total.lineId(), total));
  }

  List<Barrier> barriers(Scene scene, SceneFrame frame) {
    Picture picture = Picture.of(frame);
    long now = frame.micros();
    return scene.lines().stream().map(line -> Barrier.of(line, picture, now)).toList();
  }

  List<Side> sides() {
    return new ArrayList<>(sides.values());
  }

  List<Total> totals() {
    return new ArrayList<>(totals.values());
  }

  List<Passage> passages() {
    return new ArrayList<>(passages.values());
  }

  /** Drops removed lines and ended tracks. */
  void forget(Scene scene, List<Long> ended) {
    Set<String> lines = scene.lines().stream().map(Line::id).collect(Collectors.toSet());
    sides.keySet().removeIf(key -> !lines.contains(key.lineId()));
    passages.keySet().removeIf(key -> !lines.contains(key.lineId()));
    totals.keySet().retainAll(lines);
    Set<Long> over = Set.copyOf(ended);
    settle(passage -> over.contains(passage.trackId()));
    sides.keySet().removeIf(key -> over.contains(key.trackId()));
  }

  /** Counts every track that was last seen beyond a line, because none of them can come back. */
  void settle() {
    settle(passage -> true);
  }

  private void settle(Predicate<Passage> over) {
    passages.values().stream().filter(over).forEach(this::count);
    passages.values().removeIf(over);
  }

  /**
   * Watches a track at a line. A crossing needs two things: the way from the track's last place
   * clearly on one side to its first place clearly on the other meets the line, and the track stays
   * on the other side for as many frames as the options require. A way around the line's end is no
   * crossing. The time of a crossing is that of the first frame on the other side.
   */
  void watch(Barrier line, Track track) {
    Point place = line.placeOf(track.box(), options.anchor());
    if (!line.isClearOf(place, options.hysteresis() * track.box().height())) {
      return;
    }
    Key key = new Key(line.lineId(), track.id());
    @Nullable Side before = sides.get(key);
    @Nullable Passage begun = passages.remove(key);
    boolean right = line.isRightOf(place);
    boolean beyond =
        begun == null
            ? before != null && line.isCrossed(before.place(), place)
            : begun.toRight() == right;
    if (!beyond) {
      sides.put(key, line.side(track.id(), place));
      return;
    }
    Passage seen =
        begun == null
            ? new Passage(line.lineId(), track.id(), track.label(), right, line.now(), 1)
            : begun.seenAgain();
    if (seen.frames() < options.crossAfter()) {
      passages.put(key, seen);
    } else {
      sides.put(key, line.side(track.id(), place));
      count(seen);
    }
  }

  private void count(Passage passage) {
    Total t = totals.getOrDefault(passage.lineId(), new Total(passage.lineId(), 0, 0));
    int right = passage.toRight() ? 1 : 0;
    Total next = new Total(t.lineId(), t.leftToRight() + right, t.rightToLeft() + 1 - right);
    totals.put(next.lineId(), next);
    log.crossed(next, passage);
  }
}
