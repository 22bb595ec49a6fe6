package io.manako.job.tracing;

import java.io.Serializable;
import java.net.URI;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/**
 * Options of the export of spans. {@link TraceConfigOptions} describes keys and defaults.
 *
 * @param export true to export spans
 * @param endpoint base address of a collector, or null for the environment's
 * @param sampleRatio share of the frames without a trace that are sampled, 0 … 1
 */
public record TraceOptions(boolean export, @Nullable String endpoint, double sampleRatio)
    implements Serializable {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException with a sentence if a value is out of range
   */
  public TraceOptions {
    if (!(sampleRatio >= 0 && sampleRatio <= 1)) {
      throw new IllegalArgumentException(
          TraceConfigOptions.SAMPLE_RATIO.key() + " is " + sampleRatio + "; it must be 0 to 1");
    }
    if (endpoint != null && !isHttp(endpoint)) {
      throw new IllegalArgumentException(
          "%s is '%s'; it must be an address such as http://collector:4318"
              .formatted(TraceConfigOptions.ENDPOINT.key(), endpoint));
    }
  }

  /**
   * Reads and checks all options.
   *
   * @throws IllegalArgumentException with a sentence that names the key and the value
   */
  public static TraceOptions of(ReadableConfig config) {
    return new TraceOptions(
        config.get(TraceConfigOptions.EXPORT),
        config.get(TraceConfigOptions.ENDPOINT),
        config.get(TraceConfigOptions.SAMPLE_RATIO));
  }

  private static boolean isHttp(String address) {
    try {
      URI uri = URI.create(address);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
