package io.manako.operator.tracking;

import io.manako.track.TrackerOptions;
import io.manako.track.scene.SceneOptions;
import java.io.Serializable;
import java.time.Duration;

/**
 * How cameras are followed.
 *
 * @param tracker how boxes become tracks
 * @param scene how zones and lines are watched
 * @param offlineAfter a camera silent for this long is told to be offline
 */
public record TrackingOptions(TrackerOptions tracker, SceneOptions scene, Duration offlineAfter)
    implements Serializable {
  public static final TrackingOptions DEFAULT =
      new TrackingOptions(TrackerOptions.DEFAULT, SceneOptions.DEFAULT, Duration.ofSeconds(20));

  public TrackingOptions {
    if (offlineAfter.isNegative() || offlineAfter.isZero()) {
      throw new IllegalArgumentException(
          "offlineAfter is " + offlineAfter + ", it must be more than 0");
    }
  }
}
