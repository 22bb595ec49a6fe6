package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.operator.TestOptions;
import io.manako.operator.models.ModelCache;
import io.manako.operator.models.ModelChange;
import io.manako.operator.models.ModelRole;
import io.manako.operator.options.InferenceOptions;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ModelSwapTest {
  private final CountedPipeline pipelines = new CountedPipeline();

  @AfterEach
  void nothingStaysOpen() {
    pipelines.slow.release(100);
    Awaitility.await().until(() -> pipelines.open.get() == 0);
  }

  @Test
  void framesFromTheStatedTimeOnGetTheNewModelWhateverTheirOrder() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 4)) {
      harness.swap("second", 1000);
      harness.feed("a", 900).feed("a", 1000).feed("b", 800).feed("b", 999).feed("b", 1001);

      assertThat(harness.answers())
          .containsExactly(
              "a/900 first", "a/1000 second", "b/800 first", "b/999 first", "b/1001 second");
    }
  }

  @Test
  void theFramesOfAVideoAreSplitAtTheStatedTime() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 2)) {
      harness.swap("second", 1000);
      harness.feed("a", 800, "gop 4");

      assertThat(harness.answers())
          .containsExactly("a/800 first", "a/800/1 first", "a/800/2 second", "a/800/3 second");
    }
  }

  @Test
  void failedFramesNameTheModelOfTheirTimeToo() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 4)) {
      harness.swap("second", 1000);
      harness.feed("a", 900, "garbage").feed("a", 1000, "garbage").feed("a", 1100, "poison");

      assertThat(harness.answers())
          .containsExactly("a/900 first", "a/1000 second", "a/1100 second");
    }
  }

  @Test
  void aFrameOfTheNewTimeWaitsUntilItsModelIsLoaded() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.swap("slow", 1000);
      harness.feed("a", 999);
      Thread loader = new Thread(() -> pipelines.slow.release());
      loader.start();
      harness.feed("a", 1000);
      loader.join();

      assertThat(harness.answers()).containsExactly("a/999 first", "a/1000 slow");
    }
  }

  @Test
  void theOldModelIsFreedOnceFramesBeforeTheTimeCannotCome() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.swap("second", 1000);
      harness.feed("a", 999).feed("a", 1000);
      assertThat(pipelines.open).hasValue(2);

      harness.watermark(999);
      assertThat(pipelines.open).hasValue(2);
      harness.watermark(1000);

      assertThat(pipelines.open).hasValue(1);
    }
    assertThat(pipelines.open).hasValue(0);
  }

  @Test
  void withoutWatermarksTheOldModelIsFreedWhenNoLateFrameHasComeForSomeTime() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.swap("second", 1000);
      harness.feed("a", 999).feed("a", 1000);
      harness.flink.setProcessingTime(6_000);
      harness.feed("b", 998).feed("b", 1001);
      harness.flink.setProcessingTime(15_999);
      assertThat(pipelines.open).hasValue(2);
      harness.flink.setProcessingTime(30_000);
      assertThat(pipelines.open).hasValue(1);

      harness.feed("c", 997);

      assertThat(harness.answers()).last().isEqualTo("c/997 first");
    }
  }

  @Test
  void aModelThatIsMissingLeavesTheOldOneAndSaysWhy() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 2)) {
      harness.swap("missing", 1000);
      harness.feed("a", 999).feed("a", 1000);

      assertThat(harness.answers()).containsExactly("a/999 first", "a/1000 first");
      assertThat(harness.refusals())
          .singleElement()
          .satisfies(
              refusal ->
                  assertThat(refusal.reason())
                      .isEqualTo(
                          "subtask 1 of 1 keeps its detector: the model missing is not on this"
                              + " machine"));
      assertThat(pipelines.open).hasValue(1);
    }
  }

  @Test
  void aModelThatFailsItsFirstRunIsFreedAndRefused() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 2)) {
      harness.swap("broken", 1000);
      harness.feed("a", 1000);

      assertThat(harness.answers()).containsExactly("a/1000 first");
      assertThat(harness.refusals().get(0).reason()).contains("there is a hole in the network");
      assertThat(pipelines.open).hasValue(1);
    }
  }

  @Test
  void aModelWithAnotherFingerprintIsRefused() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 2)) {
      harness.swap("other", 1000);
      harness.feed("a", 1000);

      assertThat(harness.answers()).containsExactly("a/1000 first");
      assertThat(harness.refusals().get(0).reason())
          .contains(
              "with sha256 " + "cd".repeat(32), "the record names version 1 with sha256 abab");
    }
  }

  @Test
  void aModelThatIsNotLoadedInTimeIsRefusedAndFreedWhenItIs() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.swap("slow", 1000);
      harness.flink.setProcessingTime(30_000);
      harness.feed("a", 1000);

      assertThat(harness.answers()).containsExactly("a/1000 first");
      assertThat(harness.refusals().get(0).reason())
          .contains("it was not loaded within model-swap.load-timeout (30000 ms)");
      pipelines.slow.release();
      Awaitility.await().until(() -> pipelines.opened.contains("slow"));
      Awaitility.await().until(() -> pipelines.open.get() == 1);
    }
  }

  @Test
  void closingWhileAModelIsLoadedFreesIt() throws Exception {
    SwapHarness harness = SwapHarness.opened(pipelines, 1);
    harness.swap("slow", 1000);
    Thread loader = new Thread(() -> pipelines.slow.release());
    loader.start();

    harness.close();
    loader.join();

    Awaitility.await().until(() -> pipelines.opened.contains("slow"));
    Awaitility.await().until(() -> pipelines.open.get() == 0);
  }

  @Test
  void aChangeThatComesTwiceIsMadeOnce() throws Exception {
    ModelChange change = SwapHarness.change("second", 1000, 7);
    try (SwapHarness harness = SwapHarness.restored(pipelines, 1, List.of(change), null)) {
      harness.send(change);
      harness.feed("a", 1000);
      harness.send(change);
      harness.feed("a", 1001);

      assertThat(harness.answers()).containsExactly("a/1000 second", "a/1001 second");
      assertThat(pipelines.opened).containsExactly("first", "second");
    }
  }

  @Test
  void aFeedThatBreaksFailsTheTaskAndThusBeginsAnew() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      assertThatThrownBy(() -> harness.breakFeed(new IllegalStateException("no broker")))
          .hasMessage("no broker");
    }
  }

  @Test
  void manyChangesAreHeldFewAtATime() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      for (int n = 0; n < 8; n++) {
        String model = "model-" + n;
        harness.swap(model, 1000L * (n + 1));
        harness.await(() -> pipelines.opened.contains(model));
        harness.feed("a", 10L * n);
      }
      assertThat(pipelines.mostOpen.get()).isLessThanOrEqualTo(ModelCache.MOST + 1);
      for (int n = 0; n < 8; n++) {
        harness.feed("a", 1000L * (n + 1));
      }

      assertThat(harness.answers().subList(8, 16))
          .containsExactly(
              "a/1000 model-0",
              "a/2000 model-1",
              "a/3000 model-2",
              "a/4000 model-3",
              "a/5000 model-4",
              "a/6000 model-5",
              "a/7000 model-6",
              "a/8000 model-7");
      assertThat(pipelines.mostOpen.get()).isLessThanOrEqualTo(ModelCache.MOST + 1);
    }
  }

  @Test
  void goingBackToTheConfiguredModelIsAChangeToo() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.swap("second", 1000);
      harness.send(SwapHarness.change(ModelRole.PRIMARY, null, 2000, 99));
      harness.feed("a", 999).feed("a", 1999).feed("a", 2000);

      assertThat(harness.answers()).containsExactly("a/999 first", "a/1999 second", "a/2000 first");
    }
  }

  @Test
  void aRestartAfterTheSwapStaysWithTheNewModel() throws Exception {
    OperatorSubtaskState state;
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.swap("second", 1000);
      harness.feed("a", 1000);
      state = harness.checkpoint(1);
    }
    pipelines.opened.clear();
    try (SwapHarness harness = SwapHarness.restored(pipelines, 1, List.of(), state)) {
      harness.feed("a", 1001);

      assertThat(harness.answers()).containsExactly("a/1001 second");
      assertThat(pipelines.opened).containsExactly("second");
    }
  }

  @Test
  void aReplayFromBeforeTheSwapSwapsAtTheSameFrame() throws Exception {
    OperatorSubtaskState state;
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.swap("second", 1000);
      harness.feed("a", 998);
      state = harness.checkpoint(1);
    }
    try (SwapHarness harness = SwapHarness.restored(pipelines, 1, List.of(), state)) {
      harness.feed("a", 999).feed("a", 1000);

      assertThat(harness.answers()).containsExactly("a/999 first", "a/1000 second");
    }
  }

  @Test
  void aRefusedModelStaysRefusedAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.swap("missing", 1000);
      harness.feed("a", 1000);
      state = harness.checkpoint(1);
    }
    try (SwapHarness harness = SwapHarness.restored(pipelines, 1, List.of(), state)) {
      harness.feed("a", 1001);

      assertThat(harness.answers()).containsExactly("a/1001 first");
      assertThat(harness.refusals()).isEmpty();
    }
  }

  @Test
  void aCheckpointOfTheOperatorWithoutSwapsIsTaken() throws Exception {
    InferenceOptions options = TestOptions.batchesOf(1);
    OperatorSubtaskState state;
    try (OperatorHarness harness = OperatorHarness.opened(options, new FakePipeline())) {
      state = harness.checkpoint(1);
    }
    try (SwapHarness harness = SwapHarness.restored(pipelines, 1, List.of(), state)) {
      harness.feed("a", 0);

      assertThat(harness.answers()).containsExactly("a/0 first");
    }
  }

  @Test
  void aModelThatHasAnsweredAndIsGoneEndsTheJobInsteadOfFallingBack() throws Exception {
    OperatorSubtaskState state;
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.swap("slow", 1000);
      pipelines.slow.release();
      harness.feed("a", 1000);
      state = harness.checkpoint(1);
    }
    pipelines.gone.add("slow");

    assertThatThrownBy(() -> SwapHarness.restored(pipelines, 1, List.of(), state))
        .hasRootCauseMessage("the model slow is not on this machine");
  }
}
