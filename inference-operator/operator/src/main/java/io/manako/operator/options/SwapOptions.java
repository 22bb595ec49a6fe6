package io.manako.operator.options;

import io.manako.time.TimeSpan;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How models are swapped.
 *
 * @param loadTimeout after which a model that is not loaded is refused
 * @param keepOld how long a model that was swapped out waits for late frames
 */
public record SwapOptions(Duration loadTimeout, Duration keepOld) implements Serializable {
  public SwapOptions {
    TimeSpan.requireMillis(SwapConfigOptions.LOAD_TIMEOUT.key(), loadTimeout);
    TimeSpan.requireMillis(SwapConfigOptions.KEEP_OLD.key(), keepOld);
  }

  /** Throws {@link IllegalArgumentException} with a sentence if a value is out of range. */
  public static SwapOptions of(ReadableConfig config) {
    return new SwapOptions(
        config.get(SwapConfigOptions.LOAD_TIMEOUT), config.get(SwapConfigOptions.KEEP_OLD));
  }
}
