package io.manako.operator.options;

import io.manako.time.TimeSpan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/**
 * An option of Flink's configuration with its range. Code reads an option through {@link #get},
 * which lets no value out of range pass. An {@link OptionGroup} makes options.
 */
public final class Option<T> {
  private final ConfigOption<T> flink;
  private final Range<? super T> range;
  private final String description;

  Option(ConfigOption<T> flink, Range<? super T> range, String description) {
    if (flink.hasDefaultValue() && !range.holds(flink.defaultValue())) {
      throw new IllegalStateException(
          "%s is by default %s, which is not %s"
              .formatted(flink.key(), Spelling.of(flink.defaultValue()), range.words()));
    }
    this.flink = flink.withDescription(description);
    this.range = range;
    this.description = description;
  }

  /** Full key of the option. */
  public String key() {
    return flink.key();
  }

  /** The default; null if there is none. */
  public T defaultValue() {
    return flink.defaultValue();
  }

  /** The default as a user writes it, if there is one. */
  public Optional<String> defaultText() {
    return flink.hasDefaultValue()
        ? Optional.of(Spelling.of(flink.defaultValue()))
        : Optional.empty();
  }

  /** The values that the option takes, in words. */
  public String rangeText() {
    return range.words();
  }

  /** The meaning of the option, for users. */
  public String description() {
    return description;
  }

  /** Flink's option, without the range, to be set and found in a configuration. */
  public ConfigOption<T> flink() {
    return flink;
  }

  /**
   * Reads the option: its value, else its default, else null.
   *
   * @throws IllegalArgumentException if the value is wrong; the message names key, value and range
   */
  public T get(ReadableConfig config) {
    T value = read(config);
    check(value);
    return value;
  }

  /**
   * Checks a value that does not come from a configuration.
   *
   * @param value null if the option is not set
   * @throws IllegalArgumentException if the value is out of range; the message names key, value and
   *     range
   */
  public void check(@Nullable T value) {
    if (value != null && !range.holds(value)) {
      throw refusal(value, range.words());
    }
  }

  /**
   * Checks the form of text that a user wrote, but not its range: where the option is not used, a
   * value out of range does no harm.
   *
   * @throws IllegalArgumentException if the text is not a value at all; the message names key, text
   *     and range
   */
  public void checkForm(String text) {
    T value = read(Configuration.fromMap(Map.of(key(), text)));
    if (value instanceof Duration duration && duration.compareTo(TimeSpan.LONGEST) > 0) {
      throw refusal(value, range.words());
    }
  }

  /**
   * Returns the exception for a value that is not compatible with other options.
   *
   * @param demand accepted values, such as "less than 'tracking.offline-after', 20 s"
   */
  public IllegalArgumentException refusal(T value, String demand) {
    String shown = value instanceof String ? "'" + value + "'" : Spelling.of(value);
    return new IllegalArgumentException(sentence(shown, demand));
  }

  private T read(ReadableConfig config) {
    try {
      return config.get(flink);
    } catch (IllegalArgumentException | ArithmeticException e) {
      String text = "'" + config.toMap().get(key()) + "'";
      throw new IllegalArgumentException(sentence(text, range.demand()), e);
    }
  }

  private String sentence(String value, String demand) {
    return "Option '%s' is %s; it must be %s. Change it%s."
        .formatted(
            key(),
            value,
            demand,
            defaultText().map(d -> ", or remove it for the default, " + d).orElse(" or remove it"));
  }
}
