package io.manako.operator.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.detect.Box;
import io.manako.detect.Detection;
import io.manako.operator.Answered;
import io.manako.operator.Failed;
import io.manako.operator.FramePosition;
import io.manako.operator.FramePosition.Picture;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameResult.Timing;
import io.manako.operator.FrameStatus;
import io.manako.operator.Outcome;
import io.manako.operator.Stage;
import io.manako.operator.TestFrames;
import io.manako.operator.inference.FakePipeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private final Map<String, Counter> counters = new HashMap<>();
  private final Agreement agreement = new Agreement(new Outcomes(""));

  @Test
  void objectsAgreeIfTheirLabelsDoAndTheirBoxesOverlapByHalf() {
    agreement.compare(
        seen(object("person", 0), object("car", 0), object("dog", 0)),
        seen(object("person", 3), object("truck", 0), object("dog", 4)));

    // 7 of 13 px are an intersection over union of 0.54, 6 of 14 are 0.43.
    assertThat(count("matched")).isEqualTo(1);
    assertThat(count("missed")).isEqualTo(2);
    assertThat(count("extra")).isEqualTo(2);
  }

  @Test
  void anObjectOfTheShadowAgreesWithOneObjectAlone() {
    agreement.compare(seen(object("person", 0), object("person", 1)), seen(object("person", 1)));

    assertThat(count("matched")).isEqualTo(1);
    assertThat(count("missed")).isEqualTo(1);
    assertThat(count("extra")).isZero();
  }

  @Test
  void theBestOfSeveralCandidatesAgrees() {
    agreement.compare(
        seen(object("person", 0), object("person", 3)),
        seen(object("person", 3), object("person", 0)));

    assertThat(count("matched")).isEqualTo(2);
  }

  @Test
  void aFrameThatFailedSaysNothing() {
    FrameResult failed =
        result(
            new Failed(FrameStatus.INFERENCE_ERROR, new Failure(Stage.INFERENCE, "E", "failed")));

    agreement.compare(seen(object("person", 0)), failed);

    assertThat(count("missed")).isZero();
  }

  private long count(String outcome) {
    return counters.get(outcome).getCount();
  }

  private static Detection object(String label, float x) {
    return new Detection(1, label, 0.9f, new Box(x, 0, 10, 10));
  }

  private static FrameResult seen(Detection... objects) {
    return result(Answered.of(List.of(objects)));
  }

  private static FrameResult result(Outcome outcome) {
    FrameRecord frame = TestFrames.jpeg(new byte[0]);
    FramePosition position = FramePosition.of(frame, new Picture(20, 20, 0));
    return new FrameResult(frame, position, outcome, FakePipeline.MODELS, Timing.NONE);
  }

  /** Keeps counters by the value of their group. */
  private final class Outcomes extends UnregisteredMetricsGroup {
    private final String outcome;

    Outcomes(String outcome) {
      this.outcome = outcome;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Outcomes(value);
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(outcome, known -> new SimpleCounter());
    }
  }
}
