package io.manako.operator.options;

import io.manako.detect.Tiling;
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
          .defaultValue(FocusMode.MOTION)
          .withDescription(
              "Parts of a frame that the detector processes: motion (crops where something moves, at"
                  + " the detector's own scale, and the whole frame now and then; objects elsewhere"
                  + " are carried from frame to frame) or off (the whole frame each time). With"
                  + " detector.tiles, the default is off.");

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

  /** Returns the options of the focus; null if whole frames or their tiles are processed. */
  static @Nullable FocusOptions focus(ReadableConfig config, Tiling tiles) {
    return switch (mode(config, tiles)) {
      case OFF -> null;
      case MOTION ->
          new FocusOptions(CROPS.get(config), WHOLE_EVERY.get(config), CARRY_FOR.get(config));
    };
  }

  /** Tiles that were asked for win over a focus that was not. */
  private static FocusMode mode(ReadableConfig config, Tiling tiles) {
    FocusMode mode = FOCUS.get(config);
    boolean chosen = config.getOptional(FOCUS.flink()).isPresent();
    return chosen || tiles.equals(Tiling.NONE) ? mode : FocusMode.OFF;
  }
}
