package io.manako.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrendTest {
  @Test
  void whatStaysGainsNothing() {
    assertThat(growth(7, 7, 7, 7)).isZero();
  }

  @Test
  void aSteadyGainIsSeenInFull() {
    assertThat(growth(100, 110, 120, 130, 140)).isCloseTo(40, within(1e-6));
  }

  @Test
  void whatIsHeldForAMomentIsNoGain() {
    assertThat(growth(100, 100, 900, 100, 100, 700, 100, 100, 100)).isCloseTo(0, within(1e-6));
  }

  @Test
  void aLeakIsSeenThroughWhatIsHeldForAMoment() {
    assertThat(growth(100, 110, 950, 130, 140, 20, 160, 170, 180)).isCloseTo(80, within(5.0));
  }

  @Test
  void twoSamplesShowNoTrend() {
    assertThatThrownBy(() -> growth(1, 2)).hasMessage("2 samples show no trend; it takes three");
  }

  @Test
  void vitalsPassAsALineOfText() {
    Vitals vitals = new Vitals(12, 3, Map.of(Quantity.HEAP, 17L, Quantity.FILES, 4L));

    assertThat(Vitals.isLine(vitals.line())).isTrue();
    assertThat(Vitals.parse(vitals.line()).line()).isEqualTo(vitals.line());
    assertThat(Vitals.parse(vitals.line()).get(Quantity.HEAP)).isEqualTo(17);
  }

  private static double growth(long... heap) {
    List<Vitals> samples = new ArrayList<>();
    LongStream.of(heap)
        .forEach(
            value ->
                samples.add(
                    new Vitals(
                        TimeUnit.SECONDS.toNanos(samples.size()),
                        0,
                        Map.of(Quantity.HEAP, value))));
    return Trend.growth(samples, vitals -> vitals.get(Quantity.HEAP));
  }
}
