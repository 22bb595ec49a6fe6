package io.manako.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadProgressTest {
  private long now;
  private final ReadProgress progress =
      new ReadProgress("video.control", Duration.ofSeconds(15), () -> now);

  @Test
  void aTopicThatGoesOnIsReadHoweverLongItTakes() {
    for (int missing = 100_000; missing > 0; missing -= 100) {
      pass(14);
      progress.missing(missing);
    }
  }

  @Test
  void aTopicFromWhichNothingComesIsGivenUp() {
    progress.missing(70);
    pass(15);
    progress.missing(70);
    pass(1);

    assertThatThrownBy(() -> progress.missing(70))
        .isInstanceOf(PreflightException.class)
        .hasMessageContaining("video.control", "70 records", "15 s");
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }
}
