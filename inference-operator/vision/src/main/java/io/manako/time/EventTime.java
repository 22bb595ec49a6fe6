package io.manako.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Event time, which is the time of capture. State and arithmetic hold event times as whole
 * microseconds since 1970. Every conversion is done here and none throws: until Java 18, {@code
 * ChronoUnit.MICROS.between} counts nanoseconds, which overflow on 2262-04-11.
 */
public final class EventTime {
  /** First time that a record may have. */
  public static final Instant FIRST = Instant.EPOCH;

  /**
   * First time that is too late for a record. A video's last frames may be ten minutes later.
   * Nanoseconds since 1970 still fit into a {@code long} then, and so do sums with any {@link
   * TimeSpan}.
   */
  public static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

  /** Years between which an accepted time lies, for sentences. */
  public static final String YEARS = "1970 and 2199";

  private static final Instant LEAST = instant(Long.MIN_VALUE);
  private static final Instant MOST = instant(Long.MAX_VALUE);

  private EventTime() {}

  /** Whether a record may have that time. */
  public static boolean isAccepted(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(END);
  }

  /**
   * Returns whole µs since 1970, rounded down; the nearest {@code long} for times out of its range.
   */
  public static long micros(Instant time) {
    if (time.isBefore(LEAST)) {
      return Long.MIN_VALUE;
    }
    if (time.isAfter(MOST)) {
      return Long.MAX_VALUE;
    }
    // The product alone may fall below all longs; the sum does not.
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }

  /** Returns the time of any number of µs since 1970. */
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
