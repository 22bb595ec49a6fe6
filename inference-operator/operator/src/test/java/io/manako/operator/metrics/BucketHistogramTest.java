package io.manako.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.manako.operator.inference.RecordedMetrics;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BucketHistogramTest {
  private final RecordedMetrics metrics = new RecordedMetrics();

  @Test
  void eachBucketCountsAllValuesUpToItsBound() {
    BucketHistogram histogram = BucketHistogram.ofSeconds(0.001, 0.5, 1);
    histogram.register(metrics);

    histogram.record(TimeUnit.MILLISECONDS.toNanos(1));
    histogram.record(TimeUnit.MILLISECONDS.toNanos(1) + 1);
    histogram.record(TimeUnit.MILLISECONDS.toNanos(700));
    histogram.record(TimeUnit.SECONDS.toNanos(60));

    assertThat(metrics.value("le=0.001.bucket")).isEqualTo(1);
    assertThat(metrics.value("le=0.5.bucket")).isEqualTo(2);
    assertThat(metrics.value("le=1.0.bucket")).isEqualTo(3);
    assertThat(metrics.value("le=+Inf.bucket")).isEqualTo(4);
    assertThat(metrics.value("count")).isEqualTo(4);
    assertThat(metrics.value("sum")).isCloseTo(60.702, within(1e-6));
  }

  @Test
  void numbersAreReportedAsTheyAre() {
    BucketHistogram histogram = BucketHistogram.ofNumbers(1, 2);
    histogram.register(metrics);

    histogram.record(2);
    histogram.record(8);

    assertThat(metrics.value("le=1.0.bucket")).isZero();
    assertThat(metrics.value("le=2.0.bucket")).isEqualTo(1);
    assertThat(metrics.value("le=+Inf.bucket")).isEqualTo(2);
    assertThat(metrics.value("sum")).isEqualTo(10);
  }

  @Test
  void framesOfLongAgoDoNotOverflowTheSum() {
    BucketHistogram histogram = BucketHistogram.ofSeconds(1);
    histogram.register(metrics);

    for (int n = 0; n < 1000; n++) {
      histogram.record(TimeUnit.DAYS.toNanos(50 * 365));
    }

    assertThat(metrics.value("sum")).isCloseTo(1000.0 * 50 * 365 * 86_400, within(1.0));
  }

  @Test
  void aCameraWhoseClockIsAheadHasNoNegativeLatency() {
    BucketHistogram histogram = BucketHistogram.ofSeconds(1);
    histogram.register(metrics);

    histogram.record(-5);

    assertThat(metrics.value("le=1.0.bucket")).isEqualTo(1);
    assertThat(metrics.value("sum")).isZero();
  }
}
