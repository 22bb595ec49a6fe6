package io.manako.operator.tracking;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.manako.track.TrackerOptions;
import io.manako.track.scene.Anchor;
import io.manako.track.scene.SceneOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of tracking as Flink's: key, type, default, unit. */
public final class TrackingConfigOptions {
  /** Fainter boxes of SSDLite keep what was never there in sight for many seconds. */
  private static final double FAINTEST = 0.3;

  private static final TrackerOptions TRACKER = TrackerOptions.DEFAULT;
  private static final SceneOptions SCENE = SceneOptions.DEFAULT;

  public static final ConfigOption<Boolean> ENABLED =
      key("tracking.enabled")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether detections are joined to tracks and watched in zones and at lines.");

  public static final ConfigOption<String> SCENES =
      key("tracking.scenes")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "YAML file with the zones and lines of each camera; without one only tracks and the"
                  + " cameras' health are told.");

  public static final ConfigOption<String> CAMERAS =
      key("tracking.cameras")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Ids, separated by commas, of the only cameras that are followed and whose zones and"
                  + " lines topics.control may change; by default any.");

  public static final ConfigOption<Integer> MAX_CAMERAS =
      key("tracking.max-cameras")
          .intType()
          .defaultValue(CameraBounds.DEFAULT.most())
          .withDescription(
              "Cameras that each subtask follows at a time, and cameras whose zones and lines"
                  + " topics.control may set. Frames of further ones are not tracked, and further"
                  + " control records are refused.");

  public static final ConfigOption<Duration> FORGET_CAMERA_AFTER =
      key("tracking.forget-camera-after")
          .durationType()
          .defaultValue(CameraBounds.DEFAULT.forgetAfter())
          .withDescription(
              "Time without frames after which camera.forgotten is emitted and everything that is"
                  + " kept of the camera is dropped. If it comes back, its track ids and totals begin"
                  + " anew.");

  public static final ConfigOption<Double> HIGH_SCORE =
      key("tracking.high-score")
          .doubleType()
          .defaultValue(TRACKER.highScore())
          .withDescription(
              "Boxes from this score on may find any track; a new track needs 0.1 more.");

  public static final ConfigOption<Double> LOW_SCORE =
      key("tracking.low-score")
          .doubleType()
          .defaultValue(FAINTEST)
          .withDescription(
              "Boxes from this score on may still continue a track that was just seen; what is below"
                  + " detector.score-threshold serves nothing else.");

  public static final ConfigOption<Integer> CONFIRM_AFTER =
      key("tracking.confirm-after")
          .intType()
          .defaultValue(TRACKER.confirmAfter())
          .withDescription("Frames in a row in which a track is seen before it gets an id.");

  public static final ConfigOption<Duration> FORGET_AFTER =
      key("tracking.forget-after")
          .durationType()
          .defaultValue(TRACKER.forgetAfter())
          .withDescription("A track not seen for longer, by event time, is over.");

  public static final ConfigOption<Anchor> ANCHOR =
      key("tracking.anchor")
          .enumType(Anchor.class)
          .defaultValue(SCENE.anchor())
          .withDescription("The point of a box that is in a zone or crosses a line.");

  public static final ConfigOption<Double> HYSTERESIS =
      key("tracking.hysteresis")
          .doubleType()
          .defaultValue(SCENE.hysteresis())
          .withDescription(
              "How far the anchor must be beyond an edge or line before that counts, as a fraction"
                  + " of the box's height.");

  public static final ConfigOption<Integer> CROSS_AFTER =
      key("tracking.cross-after")
          .intType()
          .defaultValue(SCENE.crossAfter())
          .withDescription(
              "Frames in which a track is seen clearly beyond a line before it has crossed it; the"
                  + " crossing has the time of the first of them. A track that ends beyond has"
                  + " crossed.");

  public static final ConfigOption<Duration> DWELL_AFTER =
      key("tracking.dwell-after")
          .durationType()
          .defaultValue(SCENE.dwellAfter())
          .withDescription("A stay in a zone of this length is told as zone.dwell.");

  public static final ConfigOption<Duration> DWELL_EVERY =
      key("tracking.dwell-every")
          .durationType()
          .defaultValue(SCENE.dwellEvery())
          .withDescription("And it is told again whenever this has passed.");

  public static final ConfigOption<Duration> OFFLINE_AFTER =
      key("tracking.offline-after")
          .durationType()
          .defaultValue(TrackingOptions.DEFAULT.offlineAfter())
          .withDescription("A camera silent for this long is told as camera.offline.");

  public static final ConfigOption<Duration> FROZEN_AFTER =
      key("tracking.frozen-after")
          .durationType()
          .defaultValue(TrackingOptions.DEFAULT.frozenAfter())
          .withDescription(
              "A camera that shows the same picture for this long, by event time, and in"
                  + " tracking.frozen-frames frames at least, is told as camera.frozen.");

  public static final ConfigOption<Integer> FROZEN_FRAMES =
      key("tracking.frozen-frames")
          .intType()
          .defaultValue(TrackingOptions.DEFAULT.frozenFrames())
          .withDescription("Frames with the same picture from which a camera may be frozen.");

  public static final ConfigOption<Duration> COUNT_EVERY =
      key("tracking.count-every")
          .durationType()
          .defaultValue(TrackingOptions.DEFAULT.countEvery())
          .withDescription(
              "Length of the windows of topics.counts, by event time; they begin at multiples of"
                  + " it since 1970, UTC.");

  public static final ConfigOption<Duration> REORDER_WAIT =
      key("tracking.reorder-wait")
          .durationType()
          .defaultValue(TrackingOptions.DEFAULT.reorderWait())
          .withDescription(
              "A frame whose predecessor by ce_sequence is missing waits for it until a frame came"
                  + " that was captured this much later, or 32 frames wait; who comes after that"
                  + " is late and not tracked. 0 for the order of arrival.");

  private TrackingConfigOptions() {}

  /** The cameras that {@link #CAMERAS} names; if empty, any. */
  public static Set<String> cameras(ReadableConfig config) {
    return config.getOptional(CAMERAS).stream()
        .flatMap(cameras -> Arrays.stream(cameras.split(",")))
        .map(String::strip)
        .filter(camera -> !camera.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** All options, in the order of the documentation. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        ENABLED,
        SCENES,
        CAMERAS,
        MAX_CAMERAS,
        FORGET_CAMERA_AFTER,
        HIGH_SCORE,
        LOW_SCORE,
        CONFIRM_AFTER,
        FORGET_AFTER,
        ANCHOR,
        HYSTERESIS,
        CROSS_AFTER,
        DWELL_AFTER,
        DWELL_EVERY,
        OFFLINE_AFTER,
        REORDER_WAIT,
        FROZEN_AFTER,
        FROZEN_FRAMES,
        COUNT_EVERY);
  }
}
