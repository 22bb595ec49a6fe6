package io.manako.operator.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.model.TrackScores;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackScoreBookTest {
  private static final Map<String, TrackScores> KNOWN =
      Map.of("modest", new TrackScores(0.4, 0.3, 0.45));

  @Test
  void aModelHasItsOwnScoresAndAnUnknownOneTheUsual() {
    TrackScoreBook book = new TrackScoreBook(null, null, KNOWN);

    assertThat(book.of("modest")).isEqualTo(new TrackScores(0.4, 0.3, 0.45));
    assertThat(book.of("other")).isEqualTo(TrackScores.DEFAULT);
  }

  @Test
  void optionsWinOverTheModel() {
    assertThat(new TrackScoreBook(0.75, null, KNOWN).of("modest"))
        .isEqualTo(new TrackScores(0.75, 0.3, 0.85));
    assertThat(new TrackScoreBook(null, 0.1, KNOWN).of("modest"))
        .isEqualTo(new TrackScores(0.4, 0.1, 0.45));
    assertThat(new TrackScoreBook(0.95, 0.1, KNOWN).of("modest"))
        .isEqualTo(new TrackScores(0.95, 0.1, 1));
  }

  @Test
  void aLowScoreForOneModelIsNeverAboveTheHighOneOfAnother() {
    assertThat(new TrackScoreBook(null, 0.45, KNOWN).of("modest"))
        .isEqualTo(new TrackScores(0.4, 0.4, 0.45));
    assertThat(new TrackScoreBook(0.2, null, KNOWN).of("modest").low()).isEqualTo(0.2);
  }
}
