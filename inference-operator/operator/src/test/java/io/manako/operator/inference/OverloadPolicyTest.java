package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.TestOptions;
import io.manako.operator.options.InferenceOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class OverloadPolicyTest {
  private static final Instant START = OperatorHarness.START;
  private final FakePipeline pipeline = new FakePipeline();

  @Test
  void aStaleFrameIsSkippedBeforeItIsDecoded() throws Exception {
    InferenceOptions options =
        TestOptions.with("overload.policy", "drop-stale", "overload.max-age", "2 s");
    try (OperatorHarness harness = OperatorHarness.opened(options, pipeline)) {
      harness.flink.setProcessingTime(START.plusSeconds(10).toEpochMilli());
      harness.feed("cam-1", START.plusMillis(7999), "garbage");
      harness.feed("cam-1", START.plusMillis(8000), "picture");
      harness.flink.endInput();

      List<FrameResult> results = harness.results();
      assertThat(results)
          .extracting(FrameResult::status)
          .containsExactly(FrameStatus.SKIPPED, FrameStatus.OK);
      assertThat(results.get(0).failure())
          .isEqualTo(
              new FrameResult.Failure(
                  "policy", "drop-stale", "the frame is older than overload.max-age, 2000 ms"));
      assertThat(pipeline.decoded).hasValue(1);
    }
  }

  @Test
  void samplingKeepsTheFirstFrameOfEachSlotOfEachCamera() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(sampling("2"), pipeline)) {
      for (int i = 0; i < 10; i++) {
        harness.feed("cam-1", START.plusMillis(200L * i), "picture");
        harness.feed("cam-2", START.plusMillis(200 * i + 100), "picture");
      }
      harness.flink.endInput();

      assertThat(accepted(harness, "cam-1")).containsExactly(0L, 600L, 1000L, 1600L);
      assertThat(accepted(harness, "cam-2")).containsExactly(100L, 500L, 1100L, 1500L);
      assertThat(harness.results()).hasSize(20);
      assertThat(pipeline.decoded).hasValue(8);
    }
  }

  @Test
  void samplingCountsTheFramesOfAGopOneByOne() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(sampling("2"), pipeline)) {
      harness.feed("cam-1", START, "gop 20");
      harness.flink.endInput();

      assertThat(accepted(harness, "cam-1")).containsExactly(0L, 500L, 1000L, 1500L);
      assertThat(harness.results()).hasSize(20);
    }
  }

  @Test
  void samplingBeginsAnewWhenACamerasClockIsSetBack() throws Exception {
    try (OperatorHarness harness = OperatorHarness.opened(sampling("1"), pipeline)) {
      harness.feed("cam-1", START, "picture");
      harness.feed("cam-1", START.minusMillis(900), "picture");
      harness.feed("cam-1", START.minusSeconds(3600), "picture");
      harness.flink.endInput();

      assertThat(accepted(harness, "cam-1")).containsExactly(0L, -3_600_000L);
    }
  }

  @Test
  void samplingGoesOnAfterARestartAsIfThereHadBeenNone() throws Exception {
    OperatorSubtaskState state;
    try (OperatorHarness before = OperatorHarness.opened(sampling("1"), pipeline)) {
      before.feed("cam-1", START, "picture");
      state = before.checkpoint(1);
    }
    try (OperatorHarness after = OperatorHarness.restored(factory("1"), state, 0, 1)) {
      after.feed("cam-1", START.plusMillis(900), "picture");
      after.feed("cam-1", START.plusMillis(1000), "picture");
      after.flink.endInput();

      assertThat(accepted(after, "cam-1")).containsExactly(1000L);
    }
  }

  @Test
  void samplingFollowsACameraToAnotherSubtask() throws Exception {
    OperatorSubtaskState state;
    try (OperatorHarness before = OperatorHarness.opened(sampling("1"), pipeline)) {
      before.feed("cam-1", START, "picture").feed("cam-2", START, "picture");
      state = before.checkpoint(1);
    }
    OperatorSubtaskState second = rescaled(state, 1, 2, 1);
    try (OperatorHarness after = OperatorHarness.restored(factory("1"), second, 1, 2)) {
      after.feed("cam-1", START.plusMillis(500), "picture");
      after.feed("cam-2", START.plusMillis(500), "picture");
      after.flink.endInput();

      assertThat(after.results()).extracting(FrameResult::status).containsOnly(FrameStatus.SKIPPED);
    }
  }

  @Test
  void theSampledCamerasDoNotMultiplyWithRestarts() throws Exception {
    OperatorSubtaskState state;
    try (OperatorHarness before = OperatorHarness.opened(sampling("1"), pipeline)) {
      for (int i = 0; i < 20; i++) {
        before.feed("cam-" + i, START, "picture");
      }
      state = before.checkpoint(1);
    }
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState share = rescaled(state, 1, 2, subtask);
      try (OperatorHarness after = OperatorHarness.restored(factory("1"), share, subtask, 2)) {
        states.add(after.checkpoint(2));
      }
    }
    OperatorSubtaskState both =
        AbstractStreamOperatorTestHarness.repackageState(
            states.toArray(OperatorSubtaskState[]::new));
    assertThat(camerasIn(both)).isEqualTo(20);
  }

  private static int camerasIn(OperatorSubtaskState state) {
    return state.getManagedOperatorState().stream()
        .flatMap(handle -> handle.getStateNameToPartitionOffsets().values().stream())
        .mapToInt(partitions -> partitions.getOffsets().length)
        .sum();
  }

  private static OperatorSubtaskState rescaled(
      OperatorSubtaskState state, int from, int to, int subtask) {
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(
        state, 128, from, to, subtask);
  }

  private InferenceOperatorFactory factory(String rate) {
    return new InferenceOperatorFactory(sampling(rate), given -> pipeline);
  }

  private static InferenceOptions sampling(String rate) {
    return TestOptions.with("overload.policy", "sample", "overload.max-rate", rate);
  }

  private static List<Long> accepted(OperatorHarness harness, String camera) {
    return harness.results().stream()
        .filter(r -> r.frame().cameraId().equals(camera))
        .filter(r -> r.status() != FrameStatus.SKIPPED)
        .map(r -> r.eventTime().toEpochMilli() - START.toEpochMilli())
        .toList();
  }
}
