package io.manako.job;

import io.manako.job.tracing.TraceConfigOptions;
import io.manako.model.NearestName;
import io.manako.operator.options.DecodeConfigOptions;
import io.manako.operator.options.InferenceConfigOptions;
import io.manako.operator.options.SwapConfigOptions;
import io.manako.operator.tracking.TrackingConfigOptions;
import io.manako.time.TimeSpan;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** Knows every option of the job and the operator with its type, and checks keys and values. */
final class OptionCatalog {
  private static final List<Class<?>> HOLDERS =
      List.of(
          JobConfigOptions.class,
          InferenceConfigOptions.class,
          DecodeConfigOptions.class,
          TrackingConfigOptions.class,
          SwapConfigOptions.class,
          TraceConfigOptions.class);

  /** Options that Kafka's clients and brokers hold as 32-bit numbers of milliseconds. */
  private static final Set<String> KAFKA_TIMES =
      Set.of(JobConfigOptions.KAFKA_TIMEOUT.key(), JobConfigOptions.TRANSACTION_TIMEOUT.key());

  private static final Duration LONGEST_FOR_KAFKA = Duration.ofDays(24);

  /** Options by key, in the order of the documentation. */
  private final Map<String, ConfigOption<?>> options = new LinkedHashMap<>();

  private final Map<String, Class<?>> types = new LinkedHashMap<>();

  OptionCatalog() {
    Stream.of(
            JobConfigOptions.all(),
            InferenceConfigOptions.all(),
            DecodeConfigOptions.all(),
            TrackingConfigOptions.all(),
            SwapConfigOptions.all(),
            TraceConfigOptions.all())
        .flatMap(List::stream)
        .forEach(option -> options.put(option.key(), option));
    HOLDERS.stream().flatMap(holder -> Arrays.stream(holder.getFields())).forEach(this::addType);
    if (!types.keySet().equals(options.keySet())) {
      throw new IllegalStateException(
          "Options in fields " + types.keySet() + " and in all() " + options.keySet() + " differ");
    }
  }

  /** Returns all options, in the order of the documentation. */
  List<ConfigOption<?>> options() {
    return List.copyOf(options.values());
  }

  /**
   * Checks one setting.
   *
   * @throws IllegalArgumentException with a sentence that has the nearest key or the accepted
   *     values
   */
  void check(String key, String value) {
    PlainSecrets.refuse(key, value);
    if (key.startsWith(JobConfigOptions.KAFKA_PREFIX)
        || key.startsWith(JobConfigOptions.FLINK_PREFIX)) {
      return;
    }
    ConfigOption<?> option = options.get(key);
    if (option == null) {
      throw new IllegalArgumentException(
          "There is no option '%s'; %s.".formatted(key, whereToLook(key)));
    }
    if (read(option, value) instanceof Duration duration) {
      checkLength(key, value, duration);
    }
  }

  private Object read(ConfigOption<?> option, String value) {
    String key = option.key();
    try {
      return Objects.requireNonNull(Configuration.fromMap(Map.of(key, value)).get(option));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "Option '" + key + "' cannot be '" + value + "'; it takes " + accepted(option) + ".", e);
    }
  }

  private static void checkLength(String key, String value, Duration duration) {
    Duration most = KAFKA_TIMES.contains(key) ? LONGEST_FOR_KAFKA : TimeSpan.LONGEST;
    if (duration.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Option '%s' is '%s'; it must be at most %d d.",
              key,
              value,
              most.toDays()));
    }
  }

  /** Describes the accepted values of an option. */
  String accepted(ConfigOption<?> option) {
    Class<?> type = Objects.requireNonNull(types.get(option.key()));
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(OptionCatalog::spelling)
          .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "Boolean" -> "true, false";
      case "Integer", "Long" -> "a whole number";
      case "Float", "Double" -> "a number";
      case "Duration" -> "a duration such as 50 ms, 10 s, 2 min";
      case "MemorySize" -> "a size such as 512 kb, 16 mb";
      default -> "text";
    };
  }

  /** Returns the default as a user would write it, if there is one. */
  static Optional<String> defaultValue(ConfigOption<?> option) {
    return option.hasDefaultValue()
        ? Optional.of(spelling(option.defaultValue()))
        : Optional.empty();
  }

  private static String spelling(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    if (value instanceof MemorySize size) {
      return size.toString();
    }
    return value instanceof Enum<?> constant
        ? constant.toString().toLowerCase(Locale.ROOT)
        : value.toString();
  }

  private String whereToLook(String key) {
    List<String> keys = new ArrayList<>(options.keySet());
    keys.add(JobConfigOptions.KAFKA_PREFIX + "*");
    keys.add(JobConfigOptions.FLINK_PREFIX + "*");
    return NearestName.near(key, keys)
        .map(near -> "the nearest is '" + near + "'")
        .orElse("docs/options.md lists them all");
  }

  private void addType(Field field) {
    if (field.getType() != ConfigOption.class) {
      return;
    }
    try {
      ConfigOption<?> option = (ConfigOption<?>) field.get(null);
      ParameterizedType declared = (ParameterizedType) field.getGenericType();
      types.put(option.key(), (Class<?>) declared.getActualTypeArguments()[0]);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " must be public", e);
    }
  }
}
