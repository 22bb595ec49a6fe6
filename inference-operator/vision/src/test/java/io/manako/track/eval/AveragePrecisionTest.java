package io.manako.track.eval;

import static io.manako.track.eval.MotText.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
  private static final MotSequence TRUTH = MotText.of(line(1, 1, 0), line(2, 2, 0));

  @Test
  void exactBoxesArePerfect() {
    MotSequence found = MotText.of(line(1, -1, 0, 0.9), line(2, -1, 0, 0.8));

    assertThat(AveragePrecision.of(TRUTH, found)).isEqualTo(new AveragePrecision(1, 1, 1, 1));
  }

  @Test
  void aFalseBoxOfHigherScoreLowersThePrecisionOfWhatFollows() {
    MotSequence found = MotText.of(line(1, -1, 0, 0.9), line(1, -1, 50, 0.8), line(2, -1, 0, 0.7));
    double expected = (51 * 1.0 + 50 * (2.0 / 3)) / 101;

    assertThat(AveragePrecision.of(TRUTH, found).at50()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void anObjectFoundTwiceIsFoundOnceAndFalseOnce() {
    MotSequence found = MotText.of(line(1, -1, 0, 0.9), line(1, -1, 0, 0.8));
    AveragePrecision result = AveragePrecision.of(TRUTH, found);

    assertThat(result.at50()).isCloseTo(51.0 / 101, within(1e-9));
    assertThat(result.recallAt50()).isEqualTo(0.5);
  }

  @Test
  void anOverlapOfTwoThirdsCountsAtFourOfTenThresholds() {
    MotSequence found = MotText.of(line(1, -1, 2, 0.9), line(2, -1, 2, 0.8));
    AveragePrecision result = AveragePrecision.of(TRUTH, found);

    assertThat(result.at50()).isEqualTo(1);
    assertThat(result.at75()).isZero();
    assertThat(result.mean()).isCloseTo(0.4, within(1e-9));
  }
}
