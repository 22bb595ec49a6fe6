package io.manako.track.scene;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Other zones and lines for one camera.
 *
 * @param cameraId whose
 * @param activateAt the event time from which they are in effect
 * @param scene all zones and lines from then on; null for those that the camera was configured with
 */
public record SceneChange(String cameraId, Instant activateAt, @Nullable Scene scene) {}
