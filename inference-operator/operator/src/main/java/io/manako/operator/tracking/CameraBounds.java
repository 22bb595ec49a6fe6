package io.manako.operator.tracking;

import io.manako.operator.FrameResult.Failure;
import io.manako.operator.Stage;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Limits on the cameras that are tracked, so that invented camera ids cannot fill the state.
 *
 * @param listed the only cameras that are tracked; if empty, any camera is
 * @param most number of cameras of which a task keeps state at a time, 1 or more
 * @param forgetAfter time without frames after which the state of a camera is dropped
 */
public record CameraBounds(Set<String> listed, int most, Duration forgetAfter)
    implements Serializable {
  /** Any camera, ten thousand of them at a time, each until it has sent no frame for a day. */
  public static final CameraBounds DEFAULT =
      new CameraBounds(
          Set.of(),
          TrackingConfigOptions.MAX_CAMERAS.defaultValue(),
          TrackingConfigOptions.FORGET_CAMERA_AFTER.defaultValue());

  public CameraBounds {
    listed = Set.copyOf(listed);
    TrackingConfigOptions.MAX_CAMERAS.check(most);
    TrackingConfigOptions.FORGET_CAMERA_AFTER.check(forgetAfter);
  }

  /** Whether a camera may be tracked at all. */
  boolean lists(String camera) {
    return listed.isEmpty() || listed.contains(camera);
  }

  /** Returns the failure of a frame whose camera is not listed. */
  static Failure unlisted() {
    return new Failure(
        Stage.TRACKING,
        "unlisted",
        "unlisted: tracking.cameras does not name this camera; it is not tracked");
  }

  /** Returns the failure of a frame for whose camera there is no room. */
  Failure full() {
    return new Failure(
        Stage.TRACKING,
        "full",
        String.format(
            Locale.ROOT,
            "full: this task follows as many cameras as tracking.max-cameras allows, %d; this one"
                + " is not tracked",
            most));
  }
}
