package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.engine.EngineException;
import io.manako.operator.TestOptions;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ForwardingPipeline;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import java.time.Duration;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class OperatorClosingTest {
  private final FakePipeline pipeline = new FakePipeline();

  @Test
  void closingFreesThePipelineOnce() throws Exception {
    OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(2), pipeline);
    harness.feed("picture", 3);

    harness.close();
    harness.close();

    assertThat(pipeline.closed).hasValue(1);
  }

  @Test
  void closingWaitsForTheRunThatIsOn() throws Exception {
    OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(1), pipeline.blocked());
    harness.feed("picture");
    Awaitility.await().until(() -> !pipeline.runs.isEmpty());

    Thread releaser = new Thread(() -> pipeline.permits.release(1));
    releaser.start();
    harness.close();
    releaser.join();

    assertThat(pipeline.closed).hasValue(1);
  }

  @Test
  void closingUnderAHungRunGivesUpAndFreesThePipelineWhenTheRunEnds() throws Exception {
    InferenceOptions options =
        TestOptions.with("inference.batch-size", "1", "inference.close-timeout", "20 ms");
    OperatorHarness harness = OperatorHarness.opened(options, pipeline.blocked());
    harness.feed("picture");
    Awaitility.await().until(() -> !pipeline.runs.isEmpty());

    harness.close();
    assertThat(pipeline.closed).hasValue(0);

    pipeline.permits.release(1);
    Awaitility.await().until(() -> pipeline.closed.get() == 1);
  }

  @Test
  void aRunThatHangsFailsTheTask() throws Exception {
    InferenceOptions options =
        TestOptions.with("inference.batch-size", "1", "inference.run-timeout", "5 s");
    try (OperatorHarness harness = OperatorHarness.opened(options, pipeline.blocked())) {
      pipeline.permits.release(1);
      harness.feed("picture");
      harness.flink.prepareSnapshotPreBarrier(1);
      harness.feed("picture");
      harness.pass(Duration.ofMillis(4999));

      // It has longer where this process does not get all of the processor.
      assertThatThrownBy(() -> harness.pass(Duration.ofMinutes(2)))
          .hasStackTraceContaining(
              "a run of 1 frames has not ended within inference.run-timeout (5000 ms)");
      assertThat(pipeline.abandoned).hasValue(1);
      pipeline.permits.release(1);
    }
  }

  /** A process that was stopped, or a machine that slept, has a leap in its time. */
  @Test
  void aRunDoesNotHangBecauseTheProcessWasStopped() throws Exception {
    InferenceOptions options =
        TestOptions.with("inference.batch-size", "1", "inference.run-timeout", "5 s");
    try (OperatorHarness harness = OperatorHarness.opened(options, pipeline.blocked())) {
      harness.feed("picture");
      harness.flink.setProcessingTime(Duration.ofHours(1).toMillis());

      pipeline.permits.release(1);

      assertThat(harness.results(1)).hasSize(1);
    }
  }

  @Test
  void theFirstRunHasLonger() throws Exception {
    InferenceOptions options =
        TestOptions.with("inference.batch-size", "1", "inference.run-timeout", "5 s");
    try (OperatorHarness harness = OperatorHarness.opened(options, pipeline.blocked())) {
      harness.feed("picture");
      harness.pass(Duration.ofMillis(39_999));

      assertThatThrownBy(() -> harness.pass(Duration.ofMinutes(2)))
          .hasStackTraceContaining("inference.run-timeout (40000 ms, 8 times it)");
      pipeline.permits.release(1);
    }
  }

  @Test
  void closingDoesNotWaitForARunThatFailedTheTask() throws Exception {
    InferenceOptions options =
        TestOptions.with("inference.batch-size", "1", "inference.close-timeout", "1 h");
    OperatorHarness harness = OperatorHarness.opened(options, pipeline.blocked());
    harness.feed("picture");
    assertThatThrownBy(() -> harness.pass(Duration.ofMinutes(3))).isNotNull();

    harness.close();
    assertThat(pipeline.closed).hasValue(0);

    pipeline.permits.release(1);
    Awaitility.await().until(() -> pipeline.closed.get() == 1);
  }

  @Test
  void aPipelineThatDoesNotOpenEndsTheJobWithoutRestarts() {
    InferenceOperatorFactory factory =
        new InferenceOperatorFactory(
            TestOptions.batchesOf(2),
            given -> {
              throw new EngineException("the device cuda is missing");
            });

    assertThatThrownBy(() -> OperatorHarness.opened(factory))
        .isInstanceOf(SuppressRestartsException.class)
        .hasRootCauseMessage("the device cuda is missing");
  }

  @Test
  void aBatchThatCannotBeMadeStillFreesThePipeline() throws Exception {
    FramePipeline withoutBatches =
        new ForwardingPipeline(pipeline) {
          @Override
          public PictureBatch newBatch() {
            throw new EngineException("no memory for a batch");
          }
        };
    OperatorHarness harness =
        OperatorHarness.unopened(
            new InferenceOperatorFactory(TestOptions.batchesOf(2), given -> withoutBatches));

    assertThatThrownBy(harness.flink::open).hasMessage("no memory for a batch");
    harness.close();

    assertThat(pipeline.closed).hasValue(1);
  }

  @Test
  void aTracerThatDoesNotOpenStillFreesThePipeline() throws Exception {
    InferenceOperatorFactory factory =
        new InferenceOperatorFactory(TestOptions.batchesOf(2), given -> pipeline);
    factory.traceWith(
        () -> {
          throw new IllegalStateException("no exporter");
        });
    OperatorHarness harness = OperatorHarness.unopened(factory);

    assertThatThrownBy(harness.flink::open).hasMessage("no exporter");
    harness.close();

    assertThat(pipeline.closed).hasValue(1);
  }
}
