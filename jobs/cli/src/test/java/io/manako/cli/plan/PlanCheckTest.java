package io.manako.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlanCheckTest {
  private static final FrameCost COST = new FrameCost(3, 1, 15, 1, 5);

  @Test
  void theStreamTakesMoreOnAMachineThatHasBecomeSlower() {
    assertThat(COST.totalAt(20)).isEqualTo(COST.total());
    assertThat(COST.totalAt(30)).isCloseTo(30 + 5 * 1.5, within(1e-9));
  }

  @Test
  void aPromiseIsComparedAtTheSpeedThatTheMachineHasNow() {
    PlanCheck check = new PlanCheck(40, 30, 25, 33);

    assertThat(check.error()).isCloseTo(0.2, within(1e-9));
    assertThat(check.drift()).isCloseTo(-0.25, within(1e-9));
    assertThat(check.text()).contains("+20 %", "goal ±20 %: met", "25 % slower now");
  }

  @Test
  void aPromiseThatWasNotKeptIsCalledMissed() {
    assertThat(new PlanCheck(30, 31, 25, 33).text()).contains("+24 %", "missed", "3 % faster now");
    assertThat(new PlanCheck(30, 30, 40, 33).text()).contains("-25 %", "missed");
  }
}
