package io.manako.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void quantilesAreExactToTheMillisecond() {
    for (int i = 1; i <= 100; i++) {
      histogram.add(i);
    }

    assertThat(histogram.quantile(0.5)).isEqualTo(Duration.ofMillis(50));
    assertThat(histogram.quantile(0.99)).isEqualTo(Duration.ofMillis(99));
    assertThat(histogram.quantile(1)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void nothingAddedIsZero() {
    assertThat(histogram.quantile(0.99)).isZero();
  }

  @Test
  void clocksThatDisagreeDoNotBreakIt() {
    histogram.add(-5);
    histogram.add(Long.MAX_VALUE);

    assertThat(histogram.quantile(0.5)).isZero();
    assertThat(histogram.quantile(1)).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void latenciesOverAMinuteAreRoundedUpToSeconds() {
    histogram.add(60_000);
    histogram.add(60_001);
    histogram.add(150_000);

    assertThat(histogram.quantile(0.3)).isEqualTo(Duration.ofSeconds(60));
    assertThat(histogram.quantile(0.6)).isEqualTo(Duration.ofSeconds(61));
    assertThat(histogram.quantile(1)).isEqualTo(Duration.ofSeconds(150));
  }
}
