package io.manako.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StolenTimeTest {
  @Test
  void theEighthColumnIsStolenAndGuestsAreNotCountedTwice() {
    StolenTime time = StolenTime.parse("cpu  100 0 50 800 10 0 0 40 90 7");

    assertThat(time).isEqualTo(new StolenTime(1000, 40));
  }

  @Test
  void theShareIsThatOfTheTimeBetween() {
    StolenTime earlier = new StolenTime(1000, 40);

    assertThat(new StolenTime(1400, 60).shareSince(earlier)).isEqualTo(0.05);
    assertThat(earlier.shareSince(earlier)).isZero();
  }
}
