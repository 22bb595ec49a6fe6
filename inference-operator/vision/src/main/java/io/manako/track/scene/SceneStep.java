package io.manako.track.scene;

import java.util.List;

/**
 * Result of one frame.
 *
 * @param state state for the next frame
 * @param events events in the order of tracks, then zones and lines; occupancies are last
 */
public record SceneStep(SceneState state, List<VideoEvent> events) {
  public SceneStep {
    events = List.copyOf(events);
  }
}
