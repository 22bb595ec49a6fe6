package io.manako.operator.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ConfigOptions.TypedConfigOptionBuilder;
import org.apache.flink.configuration.MemorySize;

/**
 * The options of one class, in the order in which the class declares them. The group makes each of
 * its options, so it lists all of them. The steps have the names of Flink's {@link ConfigOptions};
 * the step of a type that has ranges takes one.
 */
public final class OptionGroup {
  private final List<Option<?>> options = new ArrayList<>();

  /** Begins a new option of the group. */
  public Key key(String key) {
    return new Key(this, ConfigOptions.key(key));
  }

  /** All options of the group, in the order of the documentation. */
  public List<Option<?>> all() {
    return List.copyOf(options);
  }

  /** An option that has no type yet. */
  public record Key(OptionGroup group, ConfigOptions.OptionBuilder flink) {
    public Typed<Boolean> booleanType() {
      return new Typed<>(group, flink.booleanType(), Range.oneOf(true, false));
    }

    public Typed<Integer> intType(Range<? super Integer> range) {
      return new Typed<>(group, flink.intType(), range);
    }

    public Typed<Float> floatType(Range<? super Float> range) {
      return new Typed<>(group, flink.floatType(), range);
    }

    public Typed<Double> doubleType(Range<? super Double> range) {
      return new Typed<>(group, flink.doubleType(), range);
    }

    public Typed<Duration> durationType(Range<Duration> range) {
      return new Typed<>(group, flink.durationType(), range);
    }

    public Typed<MemorySize> memoryType(Range<MemorySize> range) {
      return new Typed<>(group, flink.memoryType(), range);
    }

    public <E extends Enum<E>> Typed<E> enumType(Class<E> type) {
      return new Typed<>(group, flink.enumType(type), Range.oneOf(type.getEnumConstants()));
    }

    public Typed<String> stringType() {
      return stringType(Range.TEXT);
    }

    public Typed<String> stringType(Range<String> range) {
      return new Typed<>(group, flink.stringType(), range);
    }
  }

  /** An option that has a type, but no default yet. */
  public record Typed<T>(
      OptionGroup group, TypedConfigOptionBuilder<T> flink, Range<? super T> range) {
    public Unexplained<T> defaultValue(T value) {
      return new Unexplained<>(group, flink.defaultValue(value), range);
    }

    public Unexplained<T> noDefaultValue() {
      return new Unexplained<>(group, flink.noDefaultValue(), range);
    }
  }

  /** An option that has no description yet. */
  public record Unexplained<T>(OptionGroup group, ConfigOption<T> flink, Range<? super T> range) {
    /** Adds the option to its group. */
    public Option<T> withDescription(String text) {
      Option<T> option = new Option<>(flink, range, text);
      group.options.add(option);
      return option;
    }
  }
}
