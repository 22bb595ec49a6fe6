package io.manako.track.eval;

import static io.manako.track.eval.MotText.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IdentityScoreTest {
  private static final MotSequence TRUTH =
      MotText.of(line(1, 1, 0), line(2, 1, 0), line(3, 1, 0), line(4, 1, 0), line(5, 1, 0));

  @Test
  void onlyTheLongestOfTwoTracksCounts() {
    MotSequence tracks =
        MotText.of(line(1, 7, 0), line(2, 7, 0), line(3, 7, 0), line(4, 8, 0), line(5, 8, 0));
    IdentityScore score = IdentityScore.of(TRUTH, tracks, 0.5);

    assertThat(score.truePositives()).isEqualTo(3);
    assertThat(score.idf1()).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void precisionAndRecallDifferWhereTheTrackerIsSilent() {
    IdentityScore score = IdentityScore.of(TRUTH, MotText.of(line(1, 7, 0), line(2, 7, 0)), 0.5);

    assertThat(score.idp()).isEqualTo(1);
    assertThat(score.idr()).isCloseTo(0.4, within(1e-9));
    assertThat(score.idf1()).isCloseTo(4.0 / 7, within(1e-9));
  }

  @Test
  void swappedTracksAreAssignedForTheWholeVideo() {
    MotSequence truth =
        MotText.of(
            line(1, 1, 0),
            line(1, 2, 50),
            line(2, 1, 0),
            line(2, 2, 50),
            line(3, 1, 0),
            line(3, 2, 50));
    MotSequence tracks =
        MotText.of(
            line(1, 7, 0),
            line(1, 8, 50),
            line(2, 8, 0),
            line(2, 7, 50),
            line(3, 8, 0),
            line(3, 7, 50));

    assertThat(IdentityScore.of(truth, tracks, 0.5).truePositives()).isEqualTo(4);
  }
}
