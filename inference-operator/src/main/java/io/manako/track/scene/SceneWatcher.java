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
    List<LineWatch.Barrier> barriers = lines.barriers(scene, frame);
    for (Track track : frame.tracks()) {
      Point anchor = options.anchor().of(track.box());
      areas.forEach(area -> zones.watch(area, track, anchor));
      barriers.forEach(barrier -> lines.watch(barrier, track, anchor));
    }
    zones.tellOccupancies(before);
    return new SceneStep(
        new SceneState(zones.stays(), lines.sides(), lines.totals()), log.events());
  }

  /**
   * Ends all stays, because the tracks' ids end with the stream epoch. The lines' totals stay.
   *
   * @param frame the first of the new epoch; its tracks are not looked at
   */
  public SceneStep close(SceneState before, SceneFrame frame) {
    EventLog log = new EventLog(frame);
    ZoneWatch zones = new ZoneWatch(before, options, log);
    zones.forget(Scene.EMPTY, List.of());
    zones.tellOccupancies(before);
    return new SceneStep(new SceneState(zones.stays(), List.of(), before.totals()), log.events());
  }
}
