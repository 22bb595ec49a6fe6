package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.models.SideOutputs;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ShadowTest {
  private final CountedPipeline pipelines = new CountedPipeline();

  @AfterEach
  void nothingStaysOpen() {
    Awaitility.await().until(() -> pipelines.open.get() == 0);
  }

  @Test
  void aShadowLooksAtEveryFrameOfItsTimeAndChangesNoResult() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 2)) {
      harness.shadow("second", 1000).shadow(null, 2000);
      harness.feed("a", 999).feed("a", 1000).feed("a", 1999).feed("b", 1500, "garbage");
      harness.feed("a", 2000);

      assertThat(harness.answers())
          .containsExactly(
              "a/999 first", "a/1000 first", "a/1999 first", "b/1500 first", "a/2000 first");
      assertThat(seen(harness))
          .containsExactly("a/1000 second ok", "a/1999 second ok", "b/1500 second decode_error");
    }
  }

  @Test
  void aShadowThatIsTakenBackIsFreed() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 2)) {
      harness.shadow("second", 1000).shadow(null, 2000);
      harness.feed("a", 1000).feed("a", 2000);
      assertThat(pipelines.open).hasValue(2);

      harness.watermark(2000);

      assertThat(pipelines.open).hasValue(1);
    }
  }

  @Test
  void aShadowThatFailsOnSomeFramesFailsThoseAlone() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.shadow("fragile", 1000);
      harness.feed("a", 1000).feed("a", 1001, "nothing").feed("a", 1002);

      assertThat(harness.answers()).containsExactly("a/1000 first", "a/1001 first", "a/1002 first");
      assertThat(seen(harness))
          .containsExactly(
              "a/1000 fragile ok", "a/1001 fragile inference_error", "a/1002 fragile ok");
    }
  }

  @Test
  void aShadowThatHangsIsGivenUpAndEveryFrameStillHasOneRecord() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.shadow("stuck", 1000);
      harness.feed("a", 999);
      harness.await(() -> pipelines.opened.contains("stuck"));
      harness.feed("a", 1000);
      harness.await(() -> harness.flink.extractOutputStreamRecords().size() == 2);
      Awaitility.await().until(() -> pipelines.stuck.get() == 1);
      OperatorHarness.pass(harness.flink, Duration.ofMinutes(10));
      harness.feed("a", 1001);

      assertThat(harness.answers()).containsExactly("a/999 first", "a/1000 first", "a/1001 first");
      assertThat(seen(harness))
          .containsExactly("a/1000 stuck inference_error", "a/1001 stuck inference_error");
      pipelines.slow.release(10);
    }
  }

  @Test
  void aShadowThatIsMissingIsRefusedAndTheJobGoesOn() throws Exception {
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.shadow("missing", 1000);
      harness.feed("a", 1000);

      assertThat(harness.answers()).containsExactly("a/1000 first");
      assertThat(seen(harness)).isEmpty();
      assertThat(harness.refusals()).hasSize(1);
    }
  }

  @Test
  void aShadowThatIsGoneAfterARestartIsRefusedAndTheJobGoesOn() throws Exception {
    OperatorSubtaskState state;
    try (SwapHarness harness = SwapHarness.opened(pipelines, 1)) {
      harness.shadow("second", 1000);
      harness.feed("a", 1000);
      state = harness.checkpoint(1);
    }
    pipelines.gone.add("second");
    try (SwapHarness harness = SwapHarness.restored(pipelines, 1, List.of(), state)) {
      harness.feed("a", 1001);

      assertThat(harness.answers()).containsExactly("a/1001 first");
      assertThat(harness.refusals()).hasSize(1);
    }
  }

  @Test
  void aShadowGoesOnAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (SwapHarness harness = SwapHarness.opened(pipelines, 4)) {
      harness.shadow("second", 1000);
      harness.feed("a", 1000);
      state = harness.checkpoint(1);
      assertThat(seen(harness)).containsExactly("a/1000 second ok");
    }
    try (SwapHarness harness = SwapHarness.restored(pipelines, 4, List.of(), state)) {
      harness.feed("a", 1001);

      harness.checkpoint(2);
      assertThat(seen(harness)).containsExactly("a/1001 second ok");
    }
  }

  private static List<String> seen(SwapHarness harness) {
    return harness.side(SideOutputs.SHADOW).stream()
        .map(
            result ->
                result.frameId()
                    + " "
                    + result.models().detector().name()
                    + " "
                    + result.status().wireName())
        .toList();
  }
}
