package io.manako.job.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.manako.operator.Answered;
import io.manako.operator.Failed;
import io.manako.operator.FramePosition;
import io.manako.operator.FramePosition.Picture;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameResult.Marks;
import io.manako.operator.FrameResult.Timing;
import io.manako.operator.FrameStatus;
import io.manako.operator.FrameTracer;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.Outcome;
import io.manako.operator.Stage;
import io.manako.testkit.tracing.ReceivedSpan;
import io.manako.testkit.tracing.TestCollector;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector gets. */
class SpanExportTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String SAMPLED = "00-" + TRACE + "-" + SPAN + "-01";
  private static final String UNSAMPLED = "00-" + TRACE + "-" + SPAN + "-00";
  private static final ModelInfo DETECTOR =
      new ModelInfo("ssdlite", "7", "ab12", "onnxruntime", 0.5f, 0.45f, "coco-90");
  private static final String QUEUE = "otel.bsp.max.queue.size";

  private TestCollector collector;

  @BeforeEach
  void start() throws IOException {
    collector = TestCollector.start();
  }

  @AfterEach
  void stop() {
    collector.close();
    System.clearProperty(QUEUE);
  }

  @Test
  void theStepsOfAFrameAreChildrenOfTheSpanThatItCameWith() {
    export(0, looked(SAMPLED));

    assertThat(collector.paths()).containsExactly("/v1/traces");
    assertThat(collector.spans())
        .extracting(ReceivedSpan::name, ReceivedSpan::trace, ReceivedSpan::parent)
        .containsExactly(
            tuple("decode", TRACE, SPAN),
            tuple("batch wait", TRACE, SPAN),
            tuple("inference", TRACE, SPAN));
    assertThat(collector.spans())
        .allSatisfy(
            span ->
                assertThat(span.attributes())
                    .containsEntry("manako.camera.id", "cam-1")
                    .containsEntry("manako.frame.id", "cam-1/0/000042")
                    .containsEntry("manako.frame.status", "empty")
                    .containsEntry("messaging.destination.name", "video.frames")
                    .containsEntry("messaging.destination.partition.id", "3")
                    .containsEntry("messaging.kafka.offset", "[42]"))
        .allSatisfy(span -> assertThat(span.service()).isEqualTo("traced"));
    assertThat(collector.spans().get(2).attributes())
        .containsEntry("manako.detector.model", "ssdlite")
        .containsEntry("manako.detector.version", "7")
        .containsEntry("manako.detector.sha256", "ab12")
        .containsEntry("manako.detector.engine", "onnxruntime")
        .containsEntry("manako.batch.size", "[8]");
  }

  @Test
  void stepsFollowEachOtherAndLastAsLongAsTheyDid() {
    Instant before = Instant.now();
    export(0, looked(SAMPLED));

    assertThat(collector.spans())
        .extracting(span -> span.end() - span.start())
        .containsExactly(3_000_000L, 10_000_000L, 20_000_000L);
    long decoded = collector.spans().get(0).end();
    assertThat(collector.spans().get(1).start()).isEqualTo(decoded + 2_000_000L);
    assertThat(Instant.ofEpochSecond(0, collector.spans().get(2).end()))
        .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
  }

  @Test
  void aFrameThatSaysItIsNotSampledIsNot() {
    export(1, looked(UNSAMPLED));

    assertThat(collector.spans()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense"})
  void aFrameWithoutATraceBeginsOneIfItIsSampled(String traceparent) {
    export(1, looked(traceparent.isEmpty() ? null : traceparent));

    ReceivedSpan frame = named("frame");
    assertThat(frame.parent()).isEmpty();
    assertThat(frame.start()).isEqualTo(named("decode").start());
    assertThat(frame.end()).isGreaterThanOrEqualTo(named("inference").end());
    assertThat(collector.spans())
        .filteredOn(span -> !span.name().equals("frame"))
        .hasSize(3)
        .allSatisfy(span -> assertThat(span.parent()).isEqualTo(frame.id()))
        .allSatisfy(span -> assertThat(span.trace()).isEqualTo(frame.trace()));
  }

  @Test
  void aFrameWithoutATraceHasNoSpansIfItIsNotSampled() {
    export(0, looked(null));

    assertThat(collector.spans()).isEmpty();
  }

  @Test
  void aFrameThatDoesNotDecodeSaysWhyInItsSpan() {
    Failure failure = new Failure(Stage.DECODE, "X", "The frame is broken.");
    export(0, failed(FrameStatus.DECODE_ERROR, failure, new Marks(5, 9, 0, 0, 0)));

    assertThat(collector.spans())
        .extracting(ReceivedSpan::name, ReceivedSpan::error)
        .containsExactly(tuple("decode", "The frame is broken."));
  }

  @Test
  void aRunThatFailsSaysWhyInItsSpan() {
    Failure failure = new Failure(Stage.INFERENCE, "X", "The engine failed.");
    export(0, failed(FrameStatus.INFERENCE_ERROR, failure, new Marks(5, 9, 12, 0, 0)));

    assertThat(collector.spans())
        .extracting(ReceivedSpan::name, ReceivedSpan::error)
        .containsExactly(tuple("decode", ""), tuple("inference", "The engine failed."));
  }

  @Test
  void aFrameThatAPolicySkipsIsNoError() {
    Failure failure = new Failure(Stage.POLICY, "sample", "The camera sends too much.");
    export(0, failed(FrameStatus.SKIPPED, failure, Marks.NONE));

    assertThat(collector.spans())
        .extracting(ReceivedSpan::name, ReceivedSpan::error)
        .containsExactly(tuple("policy", ""));
    assertThat(collector.spans().get(0).attributes())
        .containsEntry("manako.frame.status", "skipped");
  }

  /** The collector answers nobody before the test is over, so a call that waits never returns. */
  @Test
  void aCollectorThatHangsHoldsNothingBack() throws IOException {
    try (TestCollector hanging = TestCollector.hanging()) {
      FrameTracer tracer = tracer(hanging.address(), 0);
      tracer.ended(looked(SAMPLED));
      Awaitility.await().until(() -> !hanging.spans().isEmpty());
      for (int n = 0; n < 20_000; n++) {
        tracer.ended(looked(SAMPLED));
      }
      tracer.close();

      assertThat(hanging.spans()).hasSizeLessThan(60_000);
    }
  }

  @Test
  void aCollectorThatIsAwayHoldsNothingBack() {
    String nobody = collector.address();
    collector.close();
    FrameTracer tracer = tracer(nobody, 0);
    tracer.ended(looked(SAMPLED));
    tracer.close();

    assertThat(collector.spans()).isEmpty();
  }

  @Test
  void anEnvironmentThatMakesNoSenseStopsTheSpansAndNotTheJob() {
    System.setProperty(QUEUE, "many");

    assertThat(tracer(collector.address(), 1)).isSameAs(FrameTracer.NONE);
  }

  @Test
  void theEnvironmentNamesTheCollectorUnlessAnOptionDoes() {
    System.setProperty("otel.exporter.otlp.endpoint", collector.address());
    try (FrameTracer tracer = tracer(null, 0)) {
      tracer.ended(looked(SAMPLED));
    } finally {
      System.clearProperty("otel.exporter.otlp.endpoint");
    }
    assertThat(collector.spans()).hasSize(3);
  }

  @Test
  void optionsOutOfRangeAreNamed() {
    assertThatThrownBy(() -> new TraceOptions(true, null, 1.5))
        .hasMessage(
            "Option 'trace.sample-ratio' is 1.5; it must be 0 to 1. Change it, or remove it for the"
                + " default, 0.01.");
    assertThatThrownBy(() -> new TraceOptions(true, "collector:4318", 1))
        .hasMessageContaining(
            "'trace.endpoint' is 'collector:4318'; it must be an address such as");
  }

  private void export(double sampleRatio, FrameResult result) {
    try (FrameTracer tracer = tracer(collector.address(), sampleRatio)) {
      tracer.ended(result);
    }
  }

  private static FrameTracer tracer(@Nullable String endpoint, double sampleRatio) {
    return new SpanExport(new TraceOptions(true, endpoint, sampleRatio), "traced").open();
  }

  private ReceivedSpan named(String name) {
    return collector.spans().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** 3 ms of decoding, 2 ms until it was in the batch, 10 ms of waiting, 20 ms of inference. */
  private static FrameResult looked(@Nullable String traceparent) {
    long end = System.nanoTime();
    long start = end - 35_000_000;
    Marks marks = new Marks(start, start + 3_000_000, start + 5_000_000, start + 15_000_000, end);
    Timing timing = new Timing(3_000_000, 2_000_000, 10_000_000, 15_000_000, 5_000_000, 8, marks);
    return result(traceparent, Answered.EMPTY, timing);
  }

  private static FrameResult failed(FrameStatus status, Failure failure, Marks marks) {
    return result(SAMPLED, new Failed(status, failure), Timing.ended(marks));
  }

  private static FrameResult result(@Nullable String traceparent, Outcome outcome, Timing timing) {
    byte[] key = "cam-1".getBytes(UTF_8);
    FrameRecord frame =
        FrameRecord.builder(
                "cam-1",
                "cam-1/0/000042",
                new FrameRecord.Source("video.frames", 3, 42),
                new byte[0])
            .traceparent(traceparent)
            .original(new FrameRecord.Original(key, List.of()))
            .build();
    FramePosition position = FramePosition.of(frame, new Picture(768, 576, 7));
    return new FrameResult(frame, position, outcome, new Models(DETECTOR, null), timing);
  }
}
