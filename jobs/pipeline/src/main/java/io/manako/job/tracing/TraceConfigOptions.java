package io.manako.job.tracing;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** The options of tracing as Flink's: key, type, default, unit. */
public final class TraceConfigOptions {
  public static final ConfigOption<Boolean> EXPORT =
      key("trace.export")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether spans of decoding, waiting and inference are sent to an OpenTelemetry"
                  + " collector, see docs/tracing.md. Results carry the trace of their frame in any"
                  + " case.");

  public static final ConfigOption<String> ENDPOINT =
      key("trace.endpoint")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Where the collector takes OTLP over HTTP, such as http://collector:4318; by default"
                  + " what the TaskManager's environment says (OTEL_EXPORTER_OTLP_ENDPOINT), or"
                  + " http://localhost:4318.");

  public static final ConfigOption<Double> SAMPLE_RATIO =
      key("trace.sample-ratio")
          .doubleType()
          .defaultValue(0.01)
          .withDescription(
              "Share, 0 to 1, of the frames without a ce_traceparent whose spans are exported. A"
                  + " frame with one says itself whether it is sampled.");

  private TraceConfigOptions() {}

  /** All options, in the order of the documentation. */
  public static List<ConfigOption<?>> all() {
    return List.of(EXPORT, ENDPOINT, SAMPLE_RATIO);
  }
}
