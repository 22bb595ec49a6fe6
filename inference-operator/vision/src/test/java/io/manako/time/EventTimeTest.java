package io.manako.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimeTest {
  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "1970-01-01T00:00:00.000001999Z, 1",
    "1969-12-31T23:59:59.999999Z, -1",
    "0000-01-01T00:00:00Z, -62167219200000000",
    "2262-04-11T23:47:16.854775Z, 9223372036854775",
    "2262-04-11T23:47:16.854776Z, 9223372036854776",
    "2300-01-01T00:00:00Z, 10413792000000000",
    "9999-12-31T23:59:59.999999Z, 253402300799999999",
  })
  void aTimeIsWholeMicroseconds(Instant time, long micros) {
    assertThat(EventTime.micros(time)).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-1", "9223372036854776", "9223372036854775807", "-9223372036854775808"})
  void anyNumberOfMicrosecondsIsATime(long micros) {
    assertThat(EventTime.micros(EventTime.instant(micros))).isEqualTo(micros);
  }

  @Test
  void timesBeyondAllMicrosecondsAreTheNearestThatThereAre() {
    assertThat(EventTime.micros(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
    assertThat(EventTime.micros(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    assertThat(EventTime.micros(EventTime.instant(Long.MAX_VALUE).plusSeconds(1)))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theContractTakesTheYearsFrom1970To2199() {
    assertThat(EventTime.isAccepted(Instant.EPOCH)).isTrue();
    assertThat(EventTime.isAccepted(Instant.EPOCH.minusNanos(1))).isFalse();
    assertThat(EventTime.isAccepted(Instant.parse("2199-12-31T23:59:59.999999999Z"))).isTrue();
    assertThat(EventTime.isAccepted(Instant.parse("2200-01-01T00:00:00Z"))).isFalse();
  }

  @Test
  void nanosecondsOfAcceptedTimesFitIntoALong() {
    Instant last = EventTime.END.plus(Duration.ofDays(1));

    assertThat(Math.multiplyExact(last.getEpochSecond(), 1_000_000_000L)).isPositive();
    assertThat(EventTime.micros(last) + TimeSpan.micros(TimeSpan.LONGEST)).isPositive();
  }
}
