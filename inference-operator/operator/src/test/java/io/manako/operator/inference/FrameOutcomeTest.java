package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.engine.EngineException;
import io.manako.image.MalformedFrameException;
import io.manako.model.Task;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.TestOptions;
import io.manako.operator.metrics.FrameOutcome;
import io.manako.operator.options.InferenceOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class FrameOutcomeTest {
  private final FakePipeline pipeline = new FakePipeline();

  @Test
  void aFrameWithObjectsIsOkAndOneWithoutIsEmpty() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(2), pipeline)) {
      List<FrameResult> results = harness.feed("picture").feed("nothing").results(2);

      assertThat(results)
          .extracting(FrameResult::status)
          .containsExactly(FrameStatus.OK, FrameStatus.EMPTY);
      assertThat(results.get(0).detections()).hasSize(1);
      assertThat(results.get(0).width()).isEqualTo(4);
      assertThat(results.get(0).models()).isSameAs(FakePipeline.MODELS);
      assertThat(results.get(1).status(Task.DETECTION)).isEqualTo(FrameStatus.EMPTY);
    }
  }

  @Test
  void equalPicturesHaveEqualHashesAndBrokenOnesNone() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(2), pipeline)) {
      List<FrameResult> results =
          harness.feed("picture").feed("picture").feed("garbage").results(3);

      assertThat(results.get(0).pictureHash()).isNotZero();
      assertThat(results.get(1).pictureHash()).isEqualTo(results.get(0).pictureHash());
      assertThat(results.get(2).pictureHash()).isZero();
    }
  }

  @Test
  void bytesThatAreNoPictureAreOneDecodeErrorWithTheReason() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(2), pipeline)) {
      FrameResult result = harness.feed("garbage").results(1).get(0);

      assertThat(result.status()).isEqualTo(FrameStatus.DECODE_ERROR);
      assertThat(result.failure())
          .isEqualTo(
              new FrameResult.Failure(
                  "decode", MalformedFrameException.class.getName(), "these bytes are garbage"));
      assertThat(result.frame().bytes()).asString().isEqualTo("garbage");
    }
  }

  @Test
  void aRecordThatBreaksTheContractIsNotDecoded() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(2), pipeline)) {
      harness.feed(rejected(harness.frame("", OperatorHarness.START, "picture")));
      FrameResult result = harness.results(1).get(0);

      assertThat(result.status()).isEqualTo(FrameStatus.DECODE_ERROR);
      assertThat(result.failure())
          .isEqualTo(
              new FrameResult.Failure("contract", "ContractViolation", "the record has no key"));
      assertThat(pipeline.decoded).hasValue(0);
    }
  }

  @Test
  void aFrameThatSpoilsItsBatchFailsAloneAndTheOthersGetTheirAnswers() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(3), pipeline)) {
      List<FrameResult> results = harness.feed("picture").feed("poison").feed("nothing").results(3);

      assertThat(results)
          .extracting(FrameResult::status)
          .containsExactly(FrameStatus.OK, FrameStatus.INFERENCE_ERROR, FrameStatus.EMPTY);
      assertThat(results.get(1).failure())
          .isEqualTo(
              new FrameResult.Failure(
                  "inference", EngineException.class.getName(), "poison in the batch"));
      assertThat(pipeline.reruns).containsExactly(0, 1, 2);
    }
  }

  @Test
  void aFrameThatFailsInABatchOfOneIsNotRunAgain() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(1), pipeline)) {
      FrameResult result = harness.feed("poison").results(1).get(0);

      assertThat(result.status()).isEqualTo(FrameStatus.INFERENCE_ERROR);
      assertThat(pipeline.reruns).isEmpty();
    }
  }

  @Test
  void framesThatAllSpoilTheirBatchFailAndTheTaskGoesOn() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(2), pipeline)) {
      List<FrameResult> results = harness.feed("poison", 2).feed("picture", 2).results(4);

      assertThat(results)
          .extracting(FrameResult::status)
          .containsExactly(
              FrameStatus.INFERENCE_ERROR,
              FrameStatus.INFERENCE_ERROR,
              FrameStatus.OK,
              FrameStatus.OK);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anEngineThatFailsOnABlackPictureTooFailsTheTask(int batch) throws Exception {
    pipeline.broken = true;
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(batch), pipeline)) {
      harness.feed("picture", batch);

      assertThatThrownBy(harness.flink::endInput)
          .hasStackTraceContaining(
              "the models failed on a picture (the device is lost) and then on a black one too, so"
                  + " the engine is broken: the device is lost");
      assertThat(harness.results()).isEmpty();
    }
  }

  @Test
  void theOutcomesCountedAreTheFramesTaken() throws Exception {
    RecordedMetrics metrics = new RecordedMetrics();
    InferenceOptions options =
        TestOptions.with(
            "inference.batch-size", "4",
            "overload.policy", "sample",
            "overload.max-rate", "2");
    try (OperatorHarness harness = OperatorHarness.opened(metrics.factory(options, pipeline))) {
      harness.feed("picture", 20).feed("garbage").feed("gop 10").feed("nothing").feed("poison");
      harness.feed(rejected(harness.frame("cam-1", OperatorHarness.START, "picture")));
      harness.flink.endInput();

      List<FrameResult> results = harness.results();
      for (FrameOutcome outcome : FrameOutcome.values()) {
        long expected = results.stream().filter(r -> FrameOutcome.of(r) == outcome).count();
        assertThat(metrics.frames(outcome)).as(outcome.label()).isEqualTo(expected);
      }
      double looked = metrics.frames(FrameOutcome.OK) + metrics.frames(FrameOutcome.EMPTY);
      assertThat(metrics.value("manako.camera_id=cam-1.frames_in_total")).isEqualTo(results.size());
      assertThat(metrics.value("manako.frames_in_flight")).isZero();
      assertThat(metrics.value("manako.batch_frames.count")).isEqualTo(pipeline.runs.size());
      assertThat(metrics.value("manako.stage=decode.seconds.count")).isEqualTo(looked);
      assertThat(metrics.value("manako.stage=inference.seconds.count"))
          .isEqualTo(pipeline.runs.size());
    }
  }

  private static FrameRecord rejected(FrameRecord frame) {
    return FrameRecord.builder(frame.cameraId(), frame.frameId(), frame.source(), frame.bytes())
        .stream(frame.streamEpoch(), frame.sequence())
        .eventTime(frame.eventTime())
        .original(frame.original())
        .rejection("the record has no key")
        .build();
  }
}
