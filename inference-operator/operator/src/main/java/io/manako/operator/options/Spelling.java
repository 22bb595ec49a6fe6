package io.manako.operator.options;

import java.time.Duration;
import java.util.Locale;
import org.apache.flink.util.TimeUtils;

/** Values as a user writes them in a configuration. */
public final class Spelling {
  private Spelling() {}

  /** A value of an option: {@code 2 min} for a duration, lower case for a constant. */
  public static String of(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    return value instanceof Enum<?> constant
        ? constant.toString().toLowerCase(Locale.ROOT)
        : value.toString();
  }

  /** A constant's name in lower case with dashes. */
  static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
