package io.manako.track.eval;

import static io.manako.track.eval.MotText.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HotaTest {
  private static final MotSequence TRUTH =
      MotText.of(line(1, 1, 0), line(2, 1, 0), line(3, 1, 0), line(4, 1, 0));

  @Test
  void theTruthIsPerfect() {
    Hota hota = Hota.of(TRUTH, TRUTH);

    assertThat(hota.hota()).isCloseTo(1, within(1e-9));
    assertThat(hota.association()).isCloseTo(1, within(1e-9));
  }

  @Test
  void aTrackBrokenInHalvesLosesHalfOfItsAssociation() {
    Hota hota =
        Hota.of(TRUTH, MotText.of(line(1, 7, 0), line(2, 7, 0), line(3, 8, 0), line(4, 8, 0)));

    assertThat(hota.detection()).isCloseTo(1, within(1e-9));
    assertThat(hota.association()).isCloseTo(0.5, within(1e-9));
    assertThat(hota.hota()).isCloseTo(Math.sqrt(0.5), within(1e-9));
  }

  @Test
  void anOverlapOfTwoThirdsCountsAtThirteenOfNineteenThresholds() {
    Hota hota =
        Hota.of(TRUTH, MotText.of(line(1, 7, 2), line(2, 7, 2), line(3, 7, 2), line(4, 7, 2)));

    assertThat(hota.detection()).isCloseTo(13.0 / 19, within(1e-9));
    assertThat(hota.hota()).isCloseTo(13.0 / 19, within(1e-9));
  }

  @Test
  void halfOfTheBoxesMissedCostsDetectionAndAssociation() {
    Hota hota = Hota.of(TRUTH, MotText.of(line(1, 7, 0), line(2, 7, 0)));

    assertThat(hota.detection()).isCloseTo(0.5, within(1e-9));
    assertThat(hota.association()).isCloseTo(0.5, within(1e-9));
  }
}
