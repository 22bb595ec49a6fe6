package io.manako.operator.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Marks;
import io.manako.operator.FrameTracer;
import io.manako.operator.TestOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTracerTest {
  private final List<FrameResult> told = new ArrayList<>();
  private int closed;

  @Test
  void everyResultIsReportedWithItsMarksInOrder() throws Exception {
    try (OperatorHarness harness = harness(2)) {
      harness.feed("picture", 2);
      assertThat(harness.results(2)).isEqualTo(told);
      assertThat(told)
          .extracting(result -> result.timing().marks())
          .allSatisfy(
              marks ->
                  assertThat(
                          List.of(
                              marks.decodeStart(),
                              marks.decodeEnd(),
                              marks.waitStart(),
                              marks.runStart(),
                              marks.runEnd()))
                      .isSorted()
                      .doesNotContain(0L));
    }
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void aFailedFrameHasTheMarksOfWhatItCameTo() throws Exception {
    try (OperatorHarness harness = harness(1)) {
      harness.feed("garbage");
      harness.results(1);
      Marks marks = told.get(0).timing().marks();
      assertThat(marks.decodeEnd()).isGreaterThanOrEqualTo(marks.decodeStart()).isNotZero();
      assertThat(marks.waitStart()).isZero();
      assertThat(told.get(0).timing().decodeNanos()).isZero();
    }
  }

  @Test
  void withoutATracerNothingIsOpened() throws Exception {
    try (OperatorHarness harness =
        OperatorHarness.opened(TestOptions.batchesOf(1), new FakePipeline())) {
      harness.feed("picture");
      harness.results(1);
    }
    assertThat(told).isEmpty();
    assertThat(closed).isZero();
  }

  private OperatorHarness harness(int batchSize) throws Exception {
    InferenceOperatorFactory factory =
        OperatorHarness.factory(TestOptions.batchesOf(batchSize), new FakePipeline(), true);
    factory.traceWith(NoteTaker::new);
    return OperatorHarness.opened(factory);
  }

  private final class NoteTaker implements FrameTracer {
    @Override
    public void ended(FrameResult result) {
      told.add(result);
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
