package io.manako.operator.tracking;

import io.manako.operator.options.Option;
import io.manako.operator.options.OptionGroup;
import io.manako.operator.options.Range;
import io.manako.track.TrackerOptions;
import io.manako.track.scene.Anchor;
import io.manako.track.scene.SceneOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ReadableConfig;

/** The options of tracking: cameras, tracks, zones and lines, and the health of cameras. */
public final class TrackingConfigOptions {
  private static final Range<Duration> LIFE =
      Range.between(Duration.ofNanos(1), Duration.ofHours(1));

  private static final TrackerOptions TRACKER = TrackerOptions.DEFAULT;
  private static final SceneOptions SCENE = SceneOptions.DEFAULT;
  private static final OptionGroup GROUP = new OptionGroup();

  public static final Option<Boolean> ENABLED =
      GROUP
          .key("tracking.enabled")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether detections are joined to tracks and watched in zones and at lines.");

  public static final Option<String> SCENES =
      GROUP
          .key("tracking.scenes")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "YAML file with the zones and lines of each camera. Without it only tracks and the"
                  + " health of cameras are emitted.");

  public static final Option<String> CAMERAS =
      GROUP
          .key("tracking.cameras")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Ids, separated by commas, of the only cameras that are tracked and whose zones and"
                  + " lines topics.control may change; by default any camera.");

  public static final Option<Integer> MAX_CAMERAS =
      GROUP
          .key("tracking.max-cameras")
          .intType(Range.atLeast(1, "cameras"))
          .defaultValue(10_000)
          .withDescription(
              "Cameras that each subtask tracks at a time, and cameras whose zones and lines"
                  + " topics.control may set. Frames of further cameras are not tracked, and"
                  + " control records of further cameras are refused.");

  public static final Option<Duration> FORGET_CAMERA_AFTER =
      GROUP
          .key("tracking.forget-camera-after")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofDays(1))
          .withDescription(
              "Time without frames after which camera.forgotten is emitted and the state of the"
                  + " camera is dropped, at least tracking.offline-after. If the camera comes back,"
                  + " its track ids and totals begin anew.");

  public static final Option<Double> HIGH_SCORE =
      GROUP
          .key("tracking.high-score")
          .doubleType(Range.FRACTION)
          .noDefaultValue()
          .withDescription(
              "Lowest score at which a box may continue any track; by default the model's, or else"
                  + " 0.5. If set, a box that begins a track needs 0.1 more.");

  public static final Option<Double> LOW_SCORE =
      GROUP
          .key("tracking.low-score")
          .doubleType(Range.FRACTION)
          .noDefaultValue()
          .withDescription(
              "Lowest score at which a box may continue a confirmed track, at most"
                  + " tracking.high-score; by default the model's, or else 0.3. Boxes below"
                  + " detector.score-threshold are used for nothing else.");

  public static final Option<Integer> CONFIRM_AFTER =
      GROUP
          .key("tracking.confirm-after")
          .intType(Range.atLeast(1, "frames"))
          .defaultValue(TRACKER.life().confirmAfter())
          .withDescription("Frames in a row in which a track is seen before it gets an id.");

  public static final Option<Duration> FORGET_AFTER =
      GROUP
          .key("tracking.forget-after")
          .durationType(LIFE)
          .defaultValue(TRACKER.life().forgetAfter())
          .withDescription("Time, by event time, after which a track that is not seen ends.");

  public static final Option<Anchor> ANCHOR =
      GROUP
          .key("tracking.anchor")
          .enumType(Anchor.class)
          .defaultValue(SCENE.anchor())
          .withDescription("Point of a box that is in a zone or crosses a line.");

  public static final Option<Double> HYSTERESIS =
      GROUP
          .key("tracking.hysteresis")
          .doubleType(Range.FRACTION)
          .defaultValue(SCENE.hysteresis())
          .withDescription(
              "Distance beyond an edge or line from which the anchor has left the zone or crossed"
                  + " the line, as a fraction of the height of the box.");

  public static final Option<Integer> CROSS_AFTER =
      GROUP
          .key("tracking.cross-after")
          .intType(Range.atLeast(1, "frames"))
          .defaultValue(SCENE.crossAfter())
          .withDescription(
              "Frames in which a track is seen clearly beyond a line before it has crossed the"
                  + " line. The crossing has the time of the first of them. A track that ends"
                  + " beyond the line has crossed it.");

  public static final Option<Duration> DWELL_AFTER =
      GROUP
          .key("tracking.dwell-after")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(SCENE.dwellAfter())
          .withDescription("Length of a stay in a zone after which zone.dwell is emitted.");

  public static final Option<Duration> DWELL_EVERY =
      GROUP
          .key("tracking.dwell-every")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(SCENE.dwellEvery())
          .withDescription(
              "Time after which zone.dwell is emitted again while the stay in the zone goes on.");

  public static final Option<Duration> OFFLINE_AFTER =
      GROUP
          .key("tracking.offline-after")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofSeconds(20))
          .withDescription("Time without frames after which camera.offline is emitted.");

  public static final Option<Duration> REORDER_WAIT =
      GROUP
          .key("tracking.reorder-wait")
          .durationType(Range.atLeast(Duration.ZERO))
          .defaultValue(Duration.ofMillis(200))
          .withDescription(
              "Time, by event time, that a frame waits for a missing predecessor by ce_sequence,"
                  + " less than tracking.offline-after. The wait ends early when more than 32"
                  + " frames wait. A predecessor that arrives later is late and not tracked. With 0"
                  + " ms frames are tracked in the order of arrival.");

  public static final Option<Duration> FROZEN_AFTER =
      GROUP
          .key("tracking.frozen-after")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "Time, by event time, with the same picture after which camera.frozen is emitted, if"
                  + " at least tracking.frozen-frames frames show it.");

  public static final Option<Integer> FROZEN_FRAMES =
      GROUP
          .key("tracking.frozen-frames")
          .intType(Range.atLeast(2, "frames"))
          .defaultValue(10)
          .withDescription(
              "Lowest number of frames with the same picture at which camera.frozen may be"
                  + " emitted.");

  public static final Option<Duration> COUNT_EVERY =
      GROUP
          .key("tracking.count-every")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "Length, by event time, of the windows of topics.counts. Windows begin at multiples"
                  + " of it since 1970, UTC.");

  private TrackingConfigOptions() {}

  /** The cameras that {@link #CAMERAS} names; if empty, any. */
  public static Set<String> cameras(ReadableConfig config) {
    return Stream.ofNullable(CAMERAS.get(config))
        .flatMap(cameras -> Arrays.stream(cameras.split(",")))
        .map(String::strip)
        .filter(camera -> !camera.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** All options, in the order of the documentation. */
  public static List<Option<?>> all() {
    return GROUP.all();
  }
}
