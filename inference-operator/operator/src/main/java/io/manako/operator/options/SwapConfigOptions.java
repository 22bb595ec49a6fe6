package io.manako.operator.options;

import java.time.Duration;
import java.util.List;

/** The options of swapping models while the job runs. */
public final class SwapConfigOptions {
  private static final OptionGroup GROUP = new OptionGroup();

  public static final Option<Boolean> ENABLED =
      GROUP
          .key("model-swap.enabled")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records of topics.control swap models and set shadows while the job runs,"
                  + " see docs/models.md.");

  public static final Option<Duration> LOAD_TIMEOUT =
      GROUP
          .key("model-swap.load-timeout")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofMinutes(2))
          .withDescription(
              "Time in which a new model must be loaded and run once. A model that takes longer is"
                  + " refused, and the old one stays. Frames for the new model wait until then.");

  public static final Option<Duration> KEEP_OLD =
      GROUP
          .key("model-swap.keep-old")
          .durationType(Range.MILLIS_OR_MORE)
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "Time without a late frame after which a model that was swapped out is freed. A frame"
                  + " that arrives even later loads the model again.");

  private SwapConfigOptions() {}

  /** All options, in the order of the documentation. */
  public static List<Option<?>> all() {
    return GROUP.all();
  }
}
