package io.manako.operator.options;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The options of swapping models. {@link SwapConfigOptions} defines keys, ranges and defaults.
 *
 * @param loadTimeout time after which a model that is not loaded is refused, 1 ms or more
 * @param keepOld time without a late frame after which a model that was swapped out is freed, 1 ms
 *     or more
 */
public record SwapOptions(Duration loadTimeout, Duration keepOld) implements Serializable {
  public SwapOptions {
    SwapConfigOptions.LOAD_TIMEOUT.check(loadTimeout);
    SwapConfigOptions.KEEP_OLD.check(keepOld);
  }

  /** Reads the options, and throws {@link IllegalArgumentException} if a value is out of range. */
  public static SwapOptions of(ReadableConfig config) {
    return new SwapOptions(
        SwapConfigOptions.LOAD_TIMEOUT.get(config), SwapConfigOptions.KEEP_OLD.get(config));
  }
}
