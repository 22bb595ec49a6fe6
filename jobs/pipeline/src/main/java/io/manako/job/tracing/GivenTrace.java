package io.manako.job.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trace from the headers of a frame, as OpenTelemetry reads it. */
final class GivenTrace implements TextMapGetter<String> {
  private static final String FIELD = "traceparent";
  private static final GivenTrace GETTER = new GivenTrace();

  private GivenTrace() {}

  /** Returns a context with the span that the text names; the root if it is null or malformed. */
  static Context of(@Nullable String traceparent) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, GETTER);
  }

  @Override
  public Iterable<String> keys(String traceparent) {
    return List.of(FIELD);
  }

  @Override
  public @Nullable String get(@Nullable String traceparent, String key) {
    return key.equals(FIELD) ? traceparent : null;
  }
}
