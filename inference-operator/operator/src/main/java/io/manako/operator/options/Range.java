package io.manako.operator.options;

import io.manako.time.TimeSpan;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;

/**
 * The values that an option takes.
 *
 * @param form form of a value in words, such as "a whole number"
 * @param words the range with its unit, such as "1 to 256 frames"
 * @param test whether a value is in the range
 */
public record Range<T>(String form, String words, Predicate<T> test) {
  private static final String INTEGER = "a whole number";
  private static final String NUMBER = "a number";
  private static final String DURATION = "a duration such as 50 ms, 10 s, 2 min";
  private static final String SIZE = "a size such as 512 kb, 16 mb";

  /** A share or a score. */
  public static final Range<Number> FRACTION =
      new Range<>(NUMBER, "0 to 1", n -> n.doubleValue() >= 0 && n.doubleValue() <= 1);

  /** Durations of 1 ms or more that can be added to any time. */
  public static final Range<Duration> MILLIS_OR_MORE = atLeast(Duration.ofMillis(1));

  /** Any text. */
  public static final Range<String> TEXT = text("text", text -> true);

  /** Names, which are not blank. */
  public static final Range<String> NAME = text("a name that is not blank", n -> !n.isBlank());

  /**
   * Whole numbers between two bounds.
   *
   * @param least smallest number in the range
   * @param most largest number in the range
   * @param unit unit in the plural, such as "frames"
   */
  public static Range<Integer> between(int least, int most, String unit) {
    return new Range<>(
        INTEGER,
        String.format(Locale.ROOT, "%d to %d %s", least, most, unit),
        n -> n >= least && n <= most);
  }

  /** Whole numbers of {@code least} or more. */
  public static Range<Integer> atLeast(int least, String unit) {
    return new Range<>(
        INTEGER, String.format(Locale.ROOT, "%d or more %s", least, unit), n -> n >= least);
  }

  /** Finite numbers above 0. */
  public static Range<Double> positive(String unit) {
    return new Range<>(NUMBER, "more than 0 " + unit, n -> n > 0 && !n.isInfinite());
  }

  /** Durations, both ends included. */
  public static Range<Duration> between(Duration least, Duration most) {
    return new Range<>(
        DURATION,
        Spelling.of(least) + " to " + Spelling.of(most),
        d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0);
  }

  /** Durations of {@code least} or more that can be added to any time. */
  public static Range<Duration> atLeast(Duration least) {
    return between(least, TimeSpan.LONGEST);
  }

  /** Sizes that an array can have. */
  public static Range<MemorySize> arraySize() {
    return new Range<>(
        SIZE,
        String.format(Locale.ROOT, "1 to %d bytes", Integer.MAX_VALUE),
        size -> size.getBytes() >= 1 && size.getBytes() <= Integer.MAX_VALUE);
  }

  /** Sizes of {@code least} or more. */
  public static Range<MemorySize> atLeast(MemorySize least) {
    return new Range<>(SIZE, Spelling.of(least) + " or more", size -> size.compareTo(least) >= 0);
  }

  /**
   * Texts of one kind.
   *
   * @param words name of the kind, such as "an address such as http://collector:4318"
   */
  public static Range<String> text(String words, Predicate<String> test) {
    return new Range<>(words, words, test);
  }

  /** The given constants. */
  @SafeVarargs
  static <T> Range<T> oneOf(T... constants) {
    String words = Arrays.stream(constants).map(Spelling::of).collect(Collectors.joining(", "));
    return new Range<>(words, words, constant -> true);
  }

  /** Whether a value is in the range. */
  public boolean holds(T value) {
    return test.test(value);
  }

  /** Returns the accepted form and range, for an error about text that is not a value at all. */
  String demand() {
    return form.equals(words) ? words : form + ": " + words;
  }
}
