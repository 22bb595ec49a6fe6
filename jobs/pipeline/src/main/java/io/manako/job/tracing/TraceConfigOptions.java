package io.manako.job.tracing;

import io.manako.operator.options.Option;
import io.manako.operator.options.OptionGroup;
import io.manako.operator.options.Range;
import java.net.URI;
import java.util.List;

/** The options of tracing. */
public final class TraceConfigOptions {
  private static final OptionGroup GROUP = new OptionGroup();

  public static final Option<Boolean> EXPORT =
      GROUP
          .key("trace.export")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether spans of decoding, waiting and inference are sent to an OpenTelemetry"
                  + " collector, see docs/tracing.md. Results carry the trace of their frame in any"
                  + " case.");

  public static final Option<String> ENDPOINT =
      GROUP
          .key("trace.endpoint")
          .stringType(
              Range.text("an address such as http://collector:4318", TraceConfigOptions::isHttp))
          .noDefaultValue()
          .withDescription(
              "Address at which the collector takes OTLP over HTTP; by default"
                  + " OTEL_EXPORTER_OTLP_ENDPOINT of the TaskManager's environment, or"
                  + " http://localhost:4318.");

  public static final Option<Double> SAMPLE_RATIO =
      GROUP
          .key("trace.sample-ratio")
          .doubleType(Range.FRACTION)
          .defaultValue(0.01)
          .withDescription(
              "Share of the frames without a ce_traceparent whose spans are exported. A"
                  + " ce_traceparent decides for its own frame.");

  private TraceConfigOptions() {}

  /** All options, in the order of the documentation. */
  public static List<Option<?>> all() {
    return GROUP.all();
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
