package io.manako.track.scene;

import io.manako.track.Track;
import java.util.List;

/**
 * Tells what tracks do in zones and at lines. It holds no state and reads no clock: the same frames
 * give the same events. An edge counts only when the anchor is clearly beyond it, so a box that
 * trembles on an edge counts once.
 */
public final class SceneWatcher {
  private final SceneOptions options;

  public SceneWatcher(SceneOptions options) {
    this.options = options;
  }

  /**
   * Takes one frame. A stay ends when its track leaves the zone, when its track is over, or when
   * its zone is no longer in the scene; in the latter two cases at its last sight there.
   *
   * @param before the state after the frame before
   * @param scene the zones and lines as they are at the frame's time
   * @param frame with the tracks
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
   * Ends all stays, and counts who was last seen beyond a line, because the tracks' ids end with
   * the stream epoch. The lines' totals stay.
   *
   * @param frame the first of the new epoch; its tracks are not looked at
   */
  public SceneStep close(SceneState before, SceneFrame frame) {
    return closed(before, new EventLog(frame));
  }

  /**
   * Ends everything, because the camera is gone.
   *
   * @param last the last frame; its tracks are not looked at
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
   * Counts who was last seen beyond a line, because the input ends. Who is in a zone stays there.
   *
   * @param last the last frame; its tracks are not looked at
   */
  public SceneStep settle(SceneState before, SceneFrame last) {
    EventLog log = EventLog.after(last);
    LineWatch lines = new LineWatch(before, options, log);
    lines.settle();
    return new SceneStep(
        new SceneState(before.stays(), before.sides(), lines.totals(), List.of()), log.events());
  }
}
