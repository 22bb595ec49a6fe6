package io.manako.operator.swap;

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
    positive(SwapConfigOptions.LOAD_TIMEOUT.key(), loadTimeout);
    positive(SwapConfigOptions.KEEP_OLD.key(), keepOld);
  }

  /** Throws {@link IllegalArgumentException} with a sentence if a value is out of range. */
  public static SwapOptions of(ReadableConfig config) {
    return new SwapOptions(
        config.get(SwapConfigOptions.LOAD_TIMEOUT), config.get(SwapConfigOptions.KEEP_OLD));
  }

  private static void positive(String key, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(
          key + " is " + value.toMillis() + " ms; it must be 1 ms or more");
    }
  }
}
