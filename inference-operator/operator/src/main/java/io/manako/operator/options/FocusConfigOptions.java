package io.manako.operator.options;

import io.manako.focus.FocusOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/** The options of the focus: crops where something moves instead of whole frames. */
public final class FocusConfigOptions {
  private static final OptionGroup GROUP = new OptionGroup();

  public static final Option<FocusMode> FOCUS =
      GROUP
          .key("detector.focus")
          .enumType(FocusMode.class)
          .defaultValue(FocusMode.OFF)
          .withDescription(
              "Parts of a frame that the detector processes: off (the whole frame, or its tiles) or"
                  + " motion (crops where something moves, at the detector's own scale, and the"
                  + " whole frame now and then). Objects elsewhere are carried from frame to frame.");

  public static final Option<Integer> CROPS =
      GROUP
          .key("detector.focus-crops")
          .intType(Range.between(1, FocusOptions.MOST_CROPS, "crops"))
          .defaultValue(3)
          .withDescription("Largest number of crops of a frame; each takes one run of the model.");

  public static final Option<Integer> WHOLE_EVERY =
      GROUP
          .key("detector.focus-whole-every")
          .intType(Range.between(1, FocusOptions.MOST_FRAMES, "frames"))
          .defaultValue(10)
          .withDescription(
              "Number of frames of a camera of which one is processed whole, whether something"
                  + " moves or not.");

  public static final Option<Duration> CARRY_FOR =
      GROUP
          .key("detector.focus-carry-for")
          .durationType(Range.between(Duration.ZERO, Duration.ofHours(1)))
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "Time for which an object stays in the records where nothing moves and no view shows"
                  + " it.");

  private FocusConfigOptions() {}

  /** Values of {@link #FOCUS}. */
  public enum FocusMode {
    OFF,
    MOTION;

    @Override
    public String toString() {
      return Spelling.dashed(this);
    }
  }

  /** All options, in the order of the documentation. */
  public static List<Option<?>> all() {
    return GROUP.all();
  }

  static @Nullable FocusOptions focus(ReadableConfig config) {
    return switch (FOCUS.get(config)) {
      case OFF -> null;
      case MOTION ->
          new FocusOptions(CROPS.get(config), WHOLE_EVERY.get(config), CARRY_FOR.get(config));
    };
  }
}
