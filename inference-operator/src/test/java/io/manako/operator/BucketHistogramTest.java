package io.manako.operator;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(metrics.value("sum")).isEqualTo(60.702000001);
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
  void aCameraWhoseClockIsAheadHasNoNegativeLatency() {
    BucketHistogram histogram = BucketHistogram.ofSeconds(1);
    histogram.register(metrics);

    histogram.record(-5);

    assertThat(metrics.value("le=1.0.bucket")).isEqualTo(1);
    assertThat(metrics.value("sum")).isZero();
  }
}
