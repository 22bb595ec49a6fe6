package io.manako.track.eval;

import static io.manako.track.eval.MotText.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClearMotTest {
  private static final MotSequence TRUTH =
      MotText.of(line(1, 1, 0), line(2, 1, 0), line(3, 1, 0), line(4, 1, 0), line(5, 1, 0));

  @Test
  void theTruthIsPerfect() {
    ClearMot result = ClearMot.of(TRUTH, TRUTH, 0.5);

    assertThat(result.mota()).isEqualTo(1);
    assertThat(result.motp()).isEqualTo(1);
    assertThat(result.mostlyTracked()).isEqualTo(1);
  }

  @Test
  void oneMissOneFalsePositiveAndOneSwitchAreCounted() {
    MotSequence tracks =
        MotText.of(line(1, 7, 0), line(2, 7, 0), line(3, 7, 90), line(4, 8, 0), line(5, 8, 0));
    ClearMot result = ClearMot.of(TRUTH, tracks, 0.5);

    assertThat(result.misses()).isEqualTo(1);
    assertThat(result.falsePositives()).isEqualTo(1);
    assertThat(result.switches()).isEqualTo(1);
    assertThat(result.fragments()).isEqualTo(1);
    assertThat(result.mostlyTracked()).isEqualTo(1);
    assertThat(result.mota()).isCloseTo(1 - 3.0 / 5, within(1e-9));
  }

  @Test
  void aPairStaysThoughAnotherTrackComesCloser() {
    MotSequence tracks =
        MotText.of(line(1, 7, 2), line(2, 7, 2), line(2, 8, 0), line(3, 7, 2), line(3, 8, 0));
    ClearMot result = ClearMot.of(TRUTH, tracks, 0.5);

    assertThat(result.switches()).isZero();
    assertThat(result.falsePositives()).isEqualTo(2);
    assertThat(result.motp()).isCloseTo(8.0 / 12, within(1e-6));
  }

  @Test
  void anOverlapBelowTheThresholdIsAMissAndAFalsePositive() {
    ClearMot result = ClearMot.of(TRUTH, MotText.of(line(1, 7, 5)), 0.5);

    assertThat(result.matches()).isZero();
    assertThat(result.mostlyLost()).isEqualTo(1);
    assertThat(result.mota()).isCloseTo(1 - 6.0 / 5, within(1e-9));
  }

  @Test
  void theMostPairsComeBeforeTheGreatestOverlap() {
    MotSequence truth = MotText.of(line(1, 1, 0), line(1, 2, 3));
    MotSequence tracks = MotText.of(line(1, 7, 0), line(1, 8, -3));

    assertThat(ClearMot.of(truth, tracks, 0.5).matches()).isEqualTo(2);
  }

  @Test
  void nothingAgainstNothingIsNoNumberTrouble() {
    ClearMot result = ClearMot.of(MotText.of(), MotText.of(), 0.5);

    assertThat(result.recall()).isZero();
    assertThat(result.motp()).isZero();
  }
}
