package io.manako.track.scene;

import java.util.List;

/**
 * What one frame changed.
 *
 * @param state to go on from
 * @param events in the order of tracks, then zones and lines; occupancies last
 */
public record SceneStep(SceneState state, List<VideoEvent> events) {
  public SceneStep {
    events = List.copyOf(events);
  }
}
