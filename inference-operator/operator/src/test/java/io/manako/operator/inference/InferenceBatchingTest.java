package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.FrameResult;
import io.manako.operator.TestOptions;
import io.manako.operator.options.InferenceOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class InferenceBatchingTest {
  private final FakePipeline pipeline = new FakePipeline();

  @Test
  void aFullBatchRunsBeforeItsDelay() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(4), pipeline)) {
      harness.feed("picture", 4);

      assertThat(harness.results(4)).hasSize(4);
      assertThat(pipeline.runs).containsExactly(4);
    }
  }

  @Test
  void onOneProcessorABatchEndsBeforeTheNextFrameIsTaken() throws Exception {
    try (OperatorHarness harness =
        OperatorHarness.opened(
            OperatorHarness.factory(TestOptions.batchesOf(2), pipeline, false))) {
      harness.feed("picture");
      assertThat(harness.results()).isEmpty();

      harness.feed("picture");

      assertThat(harness.results()).hasSize(2);
    }
  }

  @Test
  void anIncompleteBatchRunsWhenItsOldestFrameHasWaitedTheDelay() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(4), pipeline)) {
      harness.feed("picture");
      harness.flink.setProcessingTime(30);
      harness.feed("picture");
      harness.flink.setProcessingTime(49);
      assertThat(pipeline.runs).isEmpty();

      harness.flink.setProcessingTime(50);

      assertThat(harness.results(2)).hasSize(2);
      assertThat(pipeline.runs).containsExactly(2);
    }
  }

  @Test
  void theDelayOfAFullBatchDoesNotCutTheNextOneShort() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(2), pipeline)) {
      harness.feed("picture", 2);
      harness.results(2);
      harness.flink.setProcessingTime(40);
      harness.feed("picture");

      harness.flink.setProcessingTime(60);
      assertThat(pipeline.runs).containsExactly(2);

      harness.flink.setProcessingTime(90);
      assertThat(harness.results(3)).hasSize(3);
      assertThat(pipeline.runs).containsExactly(2, 1);
    }
  }

  @Test
  void aBatchWhoseDelayEndsDuringARunFollowsIt() throws Exception {
    try (OperatorHarness harness =
        OperatorHarness.opened(TestOptions.batchesOf(2), pipeline.blocked())) {
      harness.feed("picture", 3);
      harness.flink.setProcessingTime(50);
      assertThat(pipeline.runs).hasSizeLessThan(2);

      pipeline.permits.release(2);

      assertThat(harness.results(3)).hasSize(3);
      assertThat(pipeline.runs).containsExactly(2, 1);
    }
  }

  @Test
  void aWatermarkFollowsTheResultsOfTheFramesBeforeIt() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(4), pipeline)) {
      harness.feed("picture", 2);
      harness.flink.processWatermark(new Watermark(7));

      List<Object> out = List.copyOf(harness.flink.getOutput());
      assertThat(out).hasSize(3);
      assertThat(out.get(1)).isInstanceOf(StreamRecord.class);
      assertThat(out.get(2)).isEqualTo(new Watermark(7));
    }
  }

  @Test
  void aCheckpointFollowsTheResultsAndHoldsNoFrames() throws Exception {
    InferenceOptions options =
        TestOptions.with("inference.batch-size", "4", "detector.focus", "off");
    try (OperatorHarness harness = OperatorHarness.opened(options, pipeline)) {
      harness.feed("picture", 7);

      OperatorSubtaskState state = harness.checkpoint(1);

      assertThat(harness.results()).hasSize(7);
      assertThat(state.hasState()).isFalse();
    }
  }

  @Test
  void theEndOfInputEmitsWhatIsHeld() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(4), pipeline)) {
      harness.feed("picture", 6);

      harness.flink.endInput();

      assertThat(harness.results()).hasSize(6);
    }
  }

  @Test
  void theNextBatchFillsWhileTheLastOneRuns() throws Exception {
    try (OperatorHarness harness =
        OperatorHarness.opened(TestOptions.batchesOf(4), pipeline.blocked())) {
      harness.feed("picture", 8);

      assertThat(pipeline.decoded).hasValue(8);
      Awaitility.await().untilAsserted(() -> assertThat(pipeline.runs).containsExactly(4));
      assertThat(harness.results()).isEmpty();

      pipeline.permits.release(2);
      assertThat(harness.results(8)).hasSize(8);
    }
  }

  @Test
  void twoBatchesAreTheMostThatIsHeld() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(4), pipeline)) {
      harness.feed("picture", 100);
      harness.flink.endInput();

      assertThat(harness.results()).hasSize(100);
      assertThat(pipeline.mostHeld.get()).isBetween(4, 8);
    }
  }

  @Test
  void resultsKeepTheOrderOfArrivalWhateverBecomesOfTheFrames() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(3), pipeline)) {
      List<String> words = List.of("picture", "garbage", "nothing", "poison", "gop 5");
      for (int i = 0; i < 60; i++) {
        harness.feed(words.get(i * 7 % words.size()));
      }
      harness.flink.endInput();

      List<FrameResult> results = harness.results();
      assertThat(results)
          .extracting(r -> r.frame().sequence() * 10 + r.index())
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(results.stream().map(r -> r.frame().sequence()).distinct()).hasSize(60);
    }
  }

  @Test
  void manyRefusedFramesBehindAWaitingOneRunItsBatch() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(4), pipeline)) {
      harness.feed("picture").feed("garbage", 40);

      assertThat(harness.results()).hasSizeGreaterThan(1);
      assertThat(pipeline.runs).containsExactly(1);
    }
  }

  @Test
  void aGopLargerThanABatchStreamsThroughBatches() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(4), pipeline)) {
      harness.feed("gop 30");
      harness.flink.endInput();

      List<FrameResult> results = harness.results();
      assertThat(results)
          .extracting(FrameResult::index)
          .containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
      assertThat(results.get(29).eventTime()).isEqualTo(OperatorHarness.START.plusMillis(2900));
      assertThat(results.get(29).ptsNanos()).isEqualTo(2_900_000_000L);
      assertThat(pipeline.mostHeld.get()).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void resultsCarryTheEventTimeAsTimestamp() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(TestOptions.batchesOf(1), pipeline)) {
      harness.feed("picture", 2);
      harness.flink.endInput();

      assertThat(harness.flink.extractOutputStreamRecords())
          .extracting(StreamRecord::getTimestamp)
          .containsExactly(
              OperatorHarness.START.toEpochMilli(), OperatorHarness.START.toEpochMilli() + 100);
    }
  }
}
