package io.manako.operator.tracking;

import io.manako.time.TimeSpan;
import io.manako.track.TrackerOptions;
import io.manako.track.scene.SceneOptions;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How cameras are followed.
 *
 * @param tracker how boxes become tracks
 * @param scene how zones and lines are watched
 * @param offlineAfter a camera silent for this long is told to be offline
 * @param reorderWait how long, by event time, a frame waits for one that was counted before it
 * @param frozenAfter a camera that shows one picture for this long is told to be frozen
 * @param frozenFrames if these many frames showed it at least
 * @param countEvery length of the windows in which zones are counted, a millisecond or more
 * @param cameras which cameras are followed, and for how long
 */
public record TrackingOptions(
    TrackerOptions tracker,
    SceneOptions scene,
    Duration offlineAfter,
    Duration reorderWait,
    Duration frozenAfter,
    int frozenFrames,
    Duration countEvery,
    CameraBounds cameras)
    implements Serializable {
  public static final TrackingOptions DEFAULT =
      new TrackingOptions(
          TrackerOptions.DEFAULT,
          SceneOptions.DEFAULT,
          Duration.ofSeconds(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(10),
          10,
          Duration.ofMinutes(1),
          CameraBounds.DEFAULT);

  public TrackingOptions {
    TimeSpan.requireMillis("offline-after", offlineAfter);
    TimeSpan.requireMillis("frozen-after", frozenAfter);
    TimeSpan.requireMillis("count-every", countEvery);
    if (frozenFrames < 2) {
      throw new IllegalArgumentException(
          "frozen-frames is " + frozenFrames + ", it must be 2 or more");
    }
    if (reorderWait.isNegative() || reorderWait.compareTo(offlineAfter) >= 0) {
      throw new IllegalArgumentException(
          "reorder-wait is %s, it must be 0 or more and less than offline-after, %s"
              .formatted(reorderWait, offlineAfter));
    }
    if (cameras.forgetAfter().compareTo(offlineAfter) < 0) {
      throw new IllegalArgumentException(
          "forget-camera-after is %s, it must be offline-after, %s, or more"
              .formatted(cameras.forgetAfter(), offlineAfter));
    }
  }

  /** The same options but for the wait. */
  public TrackingOptions withReorderWait(Duration wait) {
    return new TrackingOptions(
        tracker, scene, offlineAfter, wait, frozenAfter, frozenFrames, countEvery, cameras);
  }

  /** The same options but for the windows' length. */
  public TrackingOptions withCountEvery(Duration window) {
    return new TrackingOptions(
        tracker, scene, offlineAfter, reorderWait, frozenAfter, frozenFrames, window, cameras);
  }

  /** The same options for other cameras. */
  public TrackingOptions withCameras(CameraBounds bounds) {
    return new TrackingOptions(
        tracker, scene, offlineAfter, reorderWait, frozenAfter, frozenFrames, countEvery, bounds);
  }

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException a sentence with the value and what is accepted
   */
  public static TrackingOptions of(ReadableConfig config) {
    TrackerOptions tracker =
        TrackerOptions.DEFAULT
            .withScores(
                config.get(TrackingConfigOptions.HIGH_SCORE),
                config.get(TrackingConfigOptions.LOW_SCORE))
            .withLife(
                config.get(TrackingConfigOptions.CONFIRM_AFTER),
                config.get(TrackingConfigOptions.FORGET_AFTER));
    SceneOptions scene =
        new SceneOptions(
            config.get(TrackingConfigOptions.ANCHOR),
            config.get(TrackingConfigOptions.HYSTERESIS),
            config.get(TrackingConfigOptions.CROSS_AFTER),
            config.get(TrackingConfigOptions.DWELL_AFTER),
            config.get(TrackingConfigOptions.DWELL_EVERY));
    return new TrackingOptions(
        tracker,
        scene,
        config.get(TrackingConfigOptions.OFFLINE_AFTER),
        config.get(TrackingConfigOptions.REORDER_WAIT),
        config.get(TrackingConfigOptions.FROZEN_AFTER),
        config.get(TrackingConfigOptions.FROZEN_FRAMES),
        config.get(TrackingConfigOptions.COUNT_EVERY),
        new CameraBounds(
            TrackingConfigOptions.cameras(config),
            config.get(TrackingConfigOptions.MAX_CAMERAS),
            config.get(TrackingConfigOptions.FORGET_CAMERA_AFTER)));
  }
}
