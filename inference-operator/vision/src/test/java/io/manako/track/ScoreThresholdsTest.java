package io.manako.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreThresholdsTest {

  @Test
  void aDetectorThatIsSureOfMostObjectsHasHighThresholds() {
    assertThat(ScoreThresholds.following(List.of(0.6f, 0.95f, 0.99f)))
        .isEqualTo(ScoreThresholds.SURE);
  }

  @Test
  void scoresThatSpreadHaveTheUsualThresholds() {
    assertThat(ScoreThresholds.following(List.of(0.55f, 0.8f, 0.99f)))
        .isEqualTo(ScoreThresholds.SPREAD);
  }

  @Test
  void aDetectorThatIsSureOfNothingHasLowThresholds() {
    assertThat(ScoreThresholds.following(List.of(0.5f, 0.6f, 0.75f)))
        .isEqualTo(ScoreThresholds.FAINT);
    assertThat(ScoreThresholds.following(List.of(0.2f, 0.4f))).isEqualTo(ScoreThresholds.FAINT);
    assertThat(ScoreThresholds.following(List.of())).isEqualTo(ScoreThresholds.FAINT);
  }

  @Test
  void whereAFileIsCutOffDoesNotMatter() {
    List<Float> all = new ArrayList<>(Collections.nCopies(1000, 0.15f));
    all.addAll(Collections.nCopies(10, 0.95f));

    assertThat(ScoreThresholds.following(all)).isEqualTo(ScoreThresholds.SURE);
  }

  @Test
  void theOrderOfTheScoresDoesNotMatter() {
    List<Float> scores = new ArrayList<>(List.of(0.99f, 0.5f, 0.9f, 0.6f, 0.89f));
    ScoreThresholds sorted = ScoreThresholds.following(scores);
    Collections.reverse(scores);

    assertThat(ScoreThresholds.following(scores)).isEqualTo(sorted);
  }

  @Test
  void aNewTrackNeedsATenthMoreThanAnOldOne() {
    assertThat(ScoreThresholds.of(0.5, 0.1).newTrack()).isEqualTo(0.6);
    assertThat(ScoreThresholds.of(0.95, 0.1).newTrack()).isEqualTo(1);
  }

  @Test
  void aScoreThatEqualsAThresholdReachesIt() {
    assertThat(ScoreThresholds.SURE.isNewTrack(0.9f)).isTrue();
    assertThat(ScoreThresholds.SURE.isHigh(0.8f)).isTrue();
    assertThat(ScoreThresholds.SURE.isLow(0.8f)).isFalse();
    assertThat(ScoreThresholds.SURE.isLow(0.3f)).isTrue();
    assertThat(ScoreThresholds.SURE.isLow(0.299f)).isFalse();
  }

  @Test
  void aLowScoreAboveTheHighOneIsRefusedWithBoth() {
    assertThatThrownBy(() -> ScoreThresholds.of(0.4, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("low-score is 0.5, it must not exceed high-score, 0.4");
  }
}
