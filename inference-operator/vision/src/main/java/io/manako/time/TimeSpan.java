package io.manako.time;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Lengths of time that options may have: short enough to be added to any {@link EventTime}. */
public final class TimeSpan {
  /** Longest time: a hundred years, whose nanoseconds fit twice into a {@code long}. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  private TimeSpan() {}

  /**
   * Checks a length of time.
   *
   * @param name name of the option, for the sentence
   * @param value the length of time
   * @throws IllegalArgumentException with a sentence, if it is longer than {@link #LONGEST}
   */
  public static void requireBounded(String name, Duration value) {
    if (value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s is %s; it must be at most %d d", name, value, LONGEST.toDays()));
    }
  }

  /**
   * Checks a length of time that is counted in milliseconds.
   *
   * @param name name of the option, for the sentence
   * @param value the length of time
   * @throws IllegalArgumentException with a sentence, if it is below 1 ms or above {@link #LONGEST}
   */
  public static void requireMillis(String name, Duration value) {
    requireBounded(name, value);
    if (value.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is %d ms; it must be 1 ms or more",
              name,
              TimeUnit.MILLISECONDS.convert(value)));
    }
  }

  /** Returns whole µs, rounded down; the nearest {@code long} for lengths out of its range. */
  public static long micros(Duration length) {
    return TimeUnit.MICROSECONDS.convert(length);
  }
}
