package io.manako.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunWatchTest {
  private static Duration millis(double millis) {
    return Duration.ofNanos((long) (millis * 1e6));
  }

  /** Steps until the watch expires. */
  private static int steps(RunWatch watch) {
    int steps = 1;
    while (!watch.hasExpired()) {
      steps++;
    }
    return steps;
  }

  @ParameterizedTest
  @CsvSource({"8000, 500, 16", "64000, 4000, 16", "20, 2, 10", "1, 1, 1", "17, 2, 9"})
  void aRunThatNothingKeepsFromTheProcessorHasItsTimeOnce(long limit, long step, int steps) {
    RunWatch watch = new RunWatch(Duration.ofMillis(limit), () -> 0);

    assertThat(watch.stepMillis()).isEqualTo(step);
    assertThat(steps(watch)).isEqualTo(steps);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 32", "0.75, 64", "0.9, 160"})
  void aRunOnAStarvedMachineHasItsTimeWhenTheMachineHasGivenIt(double share, int steps) {
    long starved = (long) (share * millis(500).toNanos());

    assertThat(steps(new RunWatch(millis(8000), () -> starved))).isEqualTo(steps);
  }

  @Test
  void aStepInWhichNobodyGotAProcessorDoesNotCount() {
    long[] starved = {millis(90_000).toNanos()};
    RunWatch watch = new RunWatch(millis(8000), () -> starved[0]);
    for (int step = 0; step < 1000; step++) {
      assertThat(watch.hasExpired()).isFalse();
    }
    starved[0] = 0;

    assertThat(steps(watch)).isEqualTo(16);
  }
}
