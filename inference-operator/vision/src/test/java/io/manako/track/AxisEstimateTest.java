package io.manako.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisEstimateTest {

  @Test
  void aMeasurementAsSureAsThePredictionMeetsItHalfway() {
    AxisEstimate seen = new AxisEstimate(10, 2, 4, 1, 1).measured(20, 2);

    assertThat(seen.value()).isEqualTo(15);
    assertThat(seen.rate()).isEqualTo(3.25);
    assertThat(seen.valueVariance()).isEqualTo(2);
    assertThat(seen.covariance()).isEqualTo(0.5);
    assertThat(seen.rateVariance()).isEqualTo(0.875);
  }

  @Test
  void predictionFollowsTheRateAndGrowsUnsure() {
    AxisEstimate later = new AxisEstimate(10, 2, 4, 1, 1).after(3, 0, 0);

    assertThat(later.value()).isEqualTo(16);
    assertThat(later.valueVariance()).isEqualTo(4 + 2 * 3 + 9);
    assertThat(later.covariance()).isEqualTo(1 + 3);
  }

  @Test
  void manyShortStepsEqualALongOne() {
    AxisEstimate start = new AxisEstimate(10, 2, 4, 1, 1);
    AxisEstimate stepwise = start;
    for (int i = 0; i < 8; i++) {
      stepwise = stepwise.after(0.5, 0.3, 0.2);
    }
    AxisEstimate atOnce = start.after(4, 0.3, 0.2);

    assertThat(stepwise.value()).isCloseTo(atOnce.value(), within(1e-9));
    assertThat(stepwise.valueVariance()).isCloseTo(atOnce.valueVariance(), within(1e-9));
    assertThat(stepwise.covariance()).isCloseTo(atOnce.covariance(), within(1e-9));
    assertThat(stepwise.rateVariance()).isCloseTo(atOnce.rateVariance(), within(1e-9));
  }

  @Test
  void aSteadyMotionIsLearnt() {
    AxisEstimate estimate = AxisEstimate.first(0, 5, 5);
    for (int i = 1; i <= 50; i++) {
      estimate = estimate.after(1, 0.1, 0.01).measured(3.0 * i, 1);
    }

    assertThat(estimate.value()).isCloseTo(150, within(0.1));
    assertThat(estimate.rate()).isCloseTo(3, within(0.01));
  }
}
