package io.manako.job.tracing;

import java.io.Serializable;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/**
 * The options of tracing. {@link TraceConfigOptions} defines keys, ranges and defaults.
 *
 * @param export whether spans are exported
 * @param endpoint base address of a collector, or null for the environment's
 * @param sampleRatio share of the frames without a trace whose spans are exported, 0 … 1
 */
public record TraceOptions(boolean export, @Nullable String endpoint, double sampleRatio)
    implements Serializable {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException with a sentence if a value is out of range
   */
  public TraceOptions {
    TraceConfigOptions.ENDPOINT.check(endpoint);
    TraceConfigOptions.SAMPLE_RATIO.check(sampleRatio);
  }

  /**
   * Reads and checks all options.
   *
   * @throws IllegalArgumentException with a sentence that names the key and the value
   */
  public static TraceOptions of(ReadableConfig config) {
    return new TraceOptions(
        TraceConfigOptions.EXPORT.get(config),
        TraceConfigOptions.ENDPOINT.get(config),
        TraceConfigOptions.SAMPLE_RATIO.get(config));
  }
}
