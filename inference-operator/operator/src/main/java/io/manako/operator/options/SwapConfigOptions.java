package io.manako.operator.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** The options of swapping models as Flink's: key, type, default, unit. */
public final class SwapConfigOptions {
  public static final ConfigOption<Boolean> ENABLED =
      key("model-swap.enabled")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether records of topics.control swap models and set shadows while the job runs,"
                  + " see docs/models.md.");

  public static final ConfigOption<Duration> LOAD_TIMEOUT =
      key("model-swap.load-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(2))
          .withDescription(
              "Time that a new model has to be loaded and to run once; else it is refused and the"
                  + " old one stays. Frames of its time that come earlier wait as long.");

  public static final ConfigOption<Duration> KEEP_OLD =
      key("model-swap.keep-old")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "Time without a late frame after which a model that was swapped out is freed. A"
                  + " later one of its frames loads it again.");

  private SwapConfigOptions() {}

  /** All options, in the order of the documentation. */
  public static List<ConfigOption<?>> all() {
    return List.of(ENABLED, LOAD_TIMEOUT, KEEP_OLD);
  }
}
