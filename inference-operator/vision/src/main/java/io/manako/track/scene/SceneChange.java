package io.manako.track.scene;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Other zones and lines for one camera.
 *
 * @param cameraId whose
 * @param activateAt the event time from which they are in effect
 * @param scene all zones and lines from then on; null for those that the camera was configured with
 * @param publishedAt when the change was asked for, by the clock of whoever asked
 */
public record SceneChange(
    String cameraId, Instant activateAt, @Nullable Scene scene, Instant publishedAt) {

  /** A change that is asked for at the moment from which it is in effect. */
  public SceneChange(String cameraId, Instant activateAt, @Nullable Scene scene) {
    this(cameraId, activateAt, scene, activateAt);
  }
}
