package io.manako.operator.tracking;

import io.manako.operator.options.Spelling;
import io.manako.operator.options.TrackScoreBook;
import io.manako.track.TrackerOptions;
import io.manako.track.scene.SceneOptions;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The options of tracking. {@link TrackingConfigOptions} defines keys, ranges, units and defaults.
 *
 * @param tracker options that join boxes to tracks, without the scores of the boxes
 * @param scene options that watch zones and lines
 * @param offlineAfter time without frames after which {@code camera.offline} is emitted
 * @param reorderWait time, by event time, that a frame waits for a missing predecessor
 * @param frozenAfter time with the same picture after which {@code camera.frozen} is emitted
 * @param frozenFrames least number of frames with the same picture, 2 or more
 * @param countEvery length of the windows in which zones are counted, 1 ms or more
 * @param cameras cameras that are tracked, and the time that their state is kept
 * @param scores scores at which boxes make tracks, by detector
 */
public record TrackingOptions(
    TrackerOptions tracker,
    SceneOptions scene,
    Duration offlineAfter,
    Duration reorderWait,
    Duration frozenAfter,
    int frozenFrames,
    Duration countEvery,
    CameraBounds cameras,
    TrackScoreBook scores)
    implements Serializable {
  public static final TrackingOptions DEFAULT =
      new TrackingOptions(
          TrackerOptions.DEFAULT,
          SceneOptions.DEFAULT,
          TrackingConfigOptions.OFFLINE_AFTER.defaultValue(),
          TrackingConfigOptions.REORDER_WAIT.defaultValue(),
          TrackingConfigOptions.FROZEN_AFTER.defaultValue(),
          TrackingConfigOptions.FROZEN_FRAMES.defaultValue(),
          TrackingConfigOptions.COUNT_EVERY.defaultValue(),
          CameraBounds.DEFAULT,
          TrackScoreBook.DEFAULT);

  public TrackingOptions {
    TrackingConfigOptions.OFFLINE_AFTER.check(offlineAfter);
    TrackingConfigOptions.REORDER_WAIT.check(reorderWait);
    TrackingConfigOptions.FROZEN_AFTER.check(frozenAfter);
    TrackingConfigOptions.FROZEN_FRAMES.check(frozenFrames);
    TrackingConfigOptions.COUNT_EVERY.check(countEvery);
    String offline = "'tracking.offline-after', " + Spelling.of(offlineAfter);
    if (reorderWait.compareTo(offlineAfter) >= 0) {
      throw TrackingConfigOptions.REORDER_WAIT.refusal(reorderWait, "less than " + offline);
    }
    if (cameras.forgetAfter().compareTo(offlineAfter) < 0) {
      throw TrackingConfigOptions.FORGET_CAMERA_AFTER.refusal(
          cameras.forgetAfter(), "at least " + offline);
    }
  }

  /** Returns the same options with another wait. */
  public TrackingOptions withReorderWait(Duration wait) {
    return new TrackingOptions(
        tracker, scene, offlineAfter, wait, frozenAfter, frozenFrames, countEvery, cameras, scores);
  }

  /** Returns the same options with another length of the windows. */
  public TrackingOptions withCountEvery(Duration window) {
    return new TrackingOptions(
        tracker,
        scene,
        offlineAfter,
        reorderWait,
        frozenAfter,
        frozenFrames,
        window,
        cameras,
        scores);
  }

  /** Returns the same options for other cameras. */
  public TrackingOptions withCameras(CameraBounds bounds) {
    return new TrackingOptions(
        tracker,
        scene,
        offlineAfter,
        reorderWait,
        frozenAfter,
        frozenFrames,
        countEvery,
        bounds,
        scores);
  }

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException if a value is not accepted; the message names the value and
   *     what is accepted
   */
  public static TrackingOptions of(ReadableConfig config) {
    return new TrackingOptions(
        tracker(config),
        scene(config),
        TrackingConfigOptions.OFFLINE_AFTER.get(config),
        TrackingConfigOptions.REORDER_WAIT.get(config),
        TrackingConfigOptions.FROZEN_AFTER.get(config),
        TrackingConfigOptions.FROZEN_FRAMES.get(config),
        TrackingConfigOptions.COUNT_EVERY.get(config),
        new CameraBounds(
            TrackingConfigOptions.cameras(config),
            TrackingConfigOptions.MAX_CAMERAS.get(config),
            TrackingConfigOptions.FORGET_CAMERA_AFTER.get(config)),
        KnownDetectors.scores(config));
  }

  private static TrackerOptions tracker(ReadableConfig config) {
    return TrackerOptions.DEFAULT.withLife(
        TrackingConfigOptions.CONFIRM_AFTER.get(config),
        TrackingConfigOptions.FORGET_AFTER.get(config));
  }

  private static SceneOptions scene(ReadableConfig config) {
    return new SceneOptions(
        TrackingConfigOptions.ANCHOR.get(config),
        TrackingConfigOptions.HYSTERESIS.get(config),
        TrackingConfigOptions.CROSS_AFTER.get(config),
        TrackingConfigOptions.DWELL_AFTER.get(config),
        TrackingConfigOptions.DWELL_EVERY.get(config));
  }
}
