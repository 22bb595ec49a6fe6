package io.manako.job.tracing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.FrameTracer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes a frame's spans when it has ended: one for each {@link Step}, children of the span that the
 * frame's headers name. A frame without such a header gets a span {@code frame} around them, which
 * the sampler decides about.
 *
 * <p>Spans are no part of any record: their ids are random, and a replay exports them again.
 */
final class SpanTracer implements FrameTracer {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;
  private final FrameAttributes attributes = new FrameAttributes();

  SpanTracer(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
    this.tracer = sdk.getTracer("io.manako");
  }

  @Override
  public void ended(FrameResult result) {
    Context given = GivenTrace.of(result.frame().traceparent());
    SpanContext parent = Span.fromContext(given).getSpanContext();
    if (parent.isValid() && !parent.isSampled()) {
      return;
    }
    long now = System.nanoTime();
    FrameSpans spans = new FrameSpans(result, epochNanos() - now);
    List<Step> steps = Step.of(result, now);
    if (parent.isValid()) {
      steps.forEach(step -> spans.add(step, given));
    } else {
      long start = steps.isEmpty() ? now : steps.get(0).start();
      spans.addWithin(new Step("frame", start, now), steps);
    }
  }

  private static long epochNanos() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  /** Sends the pending spans to the collector, for at most five seconds. */
  @Override
  public void close() {
    sdk.getSdkTracerProvider().shutdown().join(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Spans of one result. */
  private final class FrameSpans {
    private final FrameResult result;
    private final Attributes ofFrame;
    private final long shift;

    /**
     * Starts the spans of a result.
     *
     * @param shift difference from {@link System#nanoTime} to nanoseconds since 1970
     */
    FrameSpans(FrameResult result, long shift) {
      this.result = result;
      this.ofFrame = FrameAttributes.ofFrame(result);
      this.shift = shift;
    }

    void addWithin(Step whole, List<Step> steps) {
      Span span = start(whole, SpanKind.CONSUMER, Context.root());
      if (span.getSpanContext().isSampled()) {
        Context parent = Context.root().with(span);
        steps.forEach(step -> add(step, parent));
      }
      span.end(whole.end() + shift, NANOSECONDS);
    }

    void add(Step step, Context parent) {
      Span span = start(step, SpanKind.INTERNAL, parent);
      if (step.name().equals(Step.INFERENCE)) {
        span.setAllAttributes(attributes.ofModels(result.models()));
        span.setAttribute(FrameAttributes.BATCH_SIZE, result.timing().batchSize());
      }
      Failure failure = result.failure();
      boolean failed = failure != null && failure.stage().equals(step.name());
      if (failed && result.status() != FrameStatus.SKIPPED) {
        span.setStatus(StatusCode.ERROR, failure.reason());
      }
      span.end(step.end() + shift, NANOSECONDS);
    }

    private Span start(Step step, SpanKind kind, Context parent) {
      return tracer
          .spanBuilder(step.name())
          .setParent(parent)
          .setSpanKind(kind)
          .setAllAttributes(ofFrame)
          .setStartTimestamp(step.start() + shift, NANOSECONDS)
          .startSpan();
    }
  }
}
