package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class WatermarkOrderTest {
  private final CountedPipeline pipelines = new CountedPipeline();
  private final List<String> emitted = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void noResultOfPrimaryOrShadowComesAfterTheWatermarkThatFollowsIt(int batchSize)
      throws Exception {
    try (SwapHarness harness = SwapHarness.observed(pipelines, batchSize, emitted)) {
      harness.shadow("second", 1000);
      harness.feed("a", 1000).feed("a", 1001).feed("b", 1002, "garbage");
      harness.watermark(1002);
      harness.feed("a", 1003);
      harness.watermark(1003);

      int first = emitted.indexOf("watermark");
      assertThat(emitted.subList(0, first))
          .containsExactlyInAnyOrder(
              "a/1000 first",
              "a/1001 first",
              "b/1002 first",
              "a/1000 second",
              "a/1001 second",
              "b/1002 second");
      assertThat(emitted.subList(first + 1, emitted.size() - 1))
          .containsExactlyInAnyOrder("a/1003 first", "a/1003 second");
      assertThat(emitted).last().isEqualTo("watermark");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void allResultsOfPrimaryAndShadowComeBeforeABarrier(int batchSize) throws Exception {
    try (SwapHarness harness = SwapHarness.observed(pipelines, batchSize, emitted)) {
      harness.shadow("second", 1000);
      harness.feed("a", 1000).feed("a", 1001);

      harness.flink.prepareSnapshotPreBarrier(1);

      assertThat(emitted)
          .containsExactlyInAnyOrder(
              "a/1000 first", "a/1001 first", "a/1000 second", "a/1001 second");
    }
  }
}
