package io.manako.job.tracing;

import io.manako.operator.FrameTracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.util.TemporaryClassLoaderContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens tracers that send spans to a collector: OTLP over HTTP, in batches, from a queue that drops
 * spans while it is full. Settings beyond the options, such as headers, certificates and queues,
 * come from the standard {@code OTEL_} variables of the TaskManager's environment.
 *
 * @param options spans to export and their destination
 * @param service name of the service, unless {@code OTEL_SERVICE_NAME} gives one
 */
public record SpanExport(TraceOptions options, String service) implements FrameTracer.Provider {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(SpanExport.class);

  /** Opens a tracer. Tracing must not stop the job, so a wrong environment is only logged. */
  @Override
  public FrameTracer open() {
    // Threads keep the class loader of the thread that starts them; a job's must be free when it
    // ends.
    ClassLoader lasting = OpenTelemetrySdk.class.getClassLoader();
    try (TemporaryClassLoaderContext ignored = TemporaryClassLoaderContext.of(lasting)) {
      AutoConfiguredOpenTelemetrySdk configured =
          AutoConfiguredOpenTelemetrySdk.builder()
              .addPropertiesSupplier(() -> Map.of("otel.service.name", service))
              .addPropertiesCustomizer(properties -> settings())
              .setServiceClassLoader(lasting)
              .disableShutdownHook()
              .build();
      return new SpanTracer(configured.getOpenTelemetrySdk());
    } catch (ConfigurationException | IllegalArgumentException e) {
      LOG.warn(
          "No spans are exported: {}. Check the OTEL_ variables of the environment and trace.*.",
          e.getMessage());
      return FrameTracer.NONE;
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.traces.exporter", "otlp");
    settings.put("otel.metrics.exporter", "none");
    settings.put("otel.logs.exporter", "none");
    // OTLP over gRPC would need a client that is larger than the job.
    settings.put("otel.exporter.otlp.traces.protocol", "http/protobuf");
    settings.put("otel.traces.sampler", "parentbased_traceidratio");
    settings.put("otel.traces.sampler.arg", Double.toString(options.sampleRatio()));
    String endpoint = options.endpoint();
    if (endpoint != null) {
      String base = endpoint.endsWith("/") ? endpoint : endpoint + "/";
      settings.put("otel.exporter.otlp.traces.endpoint", base + "v1/traces");
    }
    return settings;
  }
}
