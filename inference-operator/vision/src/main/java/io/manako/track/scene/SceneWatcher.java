package io.manako.track.scene;

import io.manako.track.Track;
import java.util.List;

/**
 * Detects the events of tracks in zones and at lines. The watcher holds no state and reads no
 * clock: the same frames give the same events. An edge counts only when the anchor is clearly
 * beyond it, so a box that trembles on an edge counts once.
 */
public final class SceneWatcher {
  private final SceneOptions options;

  public SceneWatcher(SceneOptions options) {
    this.options = options;
  }

  /**
   * Processes one frame. A stay ends when its track leaves the zone, when its track ends, or when
   * its zone is no longer in the scene; in the last two cases the time of the end is that of the
   * last detection in the zone.
   *
   * @param before state after the previous frame
   * @param scene zones and lines in effect at the frame's time
   * @param frame frame with its tracks
   */
  public SceneStep update(SceneState before, Scene scene, SceneFrame frame) {
    EventLog log = new EventLog(frame);
    ZoneWatch zones = new ZoneWatch(before, options, log);
    LineWatch lines = new LineWatch(before, options, log);
    zones.forget(scene, frame.ended());
    lines.forget(scene, frame.ended());
    List<ZoneWatch.Area> areas = zones.areas(scene, frame);
    List<Barrier> barriers = lines.barriers(scene, frame);
    for (Track track : frame.tracks()) {
      areas.forEach(area -> zones.watch(area, track));
      barriers.forEach(barrier -> lines.watch(barrier, track));
    }
    zones.tellOccupancies(before);
    return new SceneStep(
        new SceneState(zones.stays(), lines.sides(), lines.totals(), lines.passages()),
        log.events());
  }

  /**
   * Ends all stays and counts the tracks last seen beyond a line, because the tracks' ids end with
   * the stream epoch. The totals of the lines stay.
   *
   * @param before state after the previous frame
   * @param frame first frame of the new epoch, whose tracks are ignored
   */
  public SceneStep close(SceneState before, SceneFrame frame) {
    return closed(before, new EventLog(frame));
  }

  /**
   * Ends all stays and crossings, because the camera is gone.
   *
   * @param before state after the last frame
   * @param last the last frame, whose tracks are ignored
   */
  public SceneStep end(SceneState before, SceneFrame last) {
    return closed(before, EventLog.after(last));
  }

  private SceneStep closed(SceneState before, EventLog log) {
    ZoneWatch zones = new ZoneWatch(before, options, log);
    LineWatch lines = new LineWatch(before, options, log);
    zones.forget(Scene.EMPTY, List.of());
    lines.settle();
    zones.tellOccupancies(before);
    return new SceneStep(
        new SceneState(zones.stays(), List.of(), lines.totals(), List.of()), log.events());
  }

  /**
   * Counts the tracks last seen beyond a line, because the input ends. Stays in zones go on.
   *
   * @param before state after the last frame
   * @param last the last frame, whose tracks are ignored
   */
  public SceneStep settle(SceneState before, SceneFrame last) {
    EventLog log = EventLog.after(last);
    LineWatch lines = new LineWatch(before, options, log);
    lines.settle();
    return new SceneStep(
        new SceneState(before.stays(), before.sides(), lines.totals(), List.of()), log.events());
  }
}
