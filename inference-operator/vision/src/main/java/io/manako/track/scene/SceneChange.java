package io.manako.track.scene;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Change of one camera's zones and lines.
 *
 * @param cameraId id of the camera
 * @param activateAt event time from which the change is in effect
 * @param scene all zones and lines from then on; null for the configured ones
 * @param publishedAt time at which the change was requested, by the clock of the requester
 */
public record SceneChange(
    String cameraId, Instant activateAt, @Nullable Scene scene, Instant publishedAt) {

  /** Creates a change that is requested at the moment from which it is in effect. */
  public SceneChange(String cameraId, Instant activateAt, @Nullable Scene scene) {
    this(cameraId, activateAt, scene, activateAt);
  }
}
