package io.manako.job;

import io.manako.job.tracing.TraceConfigOptions;
import io.manako.model.NearestName;
import io.manako.operator.options.DecodeConfigOptions;
import io.manako.operator.options.FocusConfigOptions;
import io.manako.operator.options.InferenceConfigOptions;
import io.manako.operator.options.ModelConfigOptions;
import io.manako.operator.options.Option;
import io.manako.operator.options.OverloadConfigOptions;
import io.manako.operator.options.SwapConfigOptions;
import io.manako.operator.tracking.TrackingConfigOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every option of the job and the operator, to check keys and values by. */
final class OptionCatalog {
  /** Options by key, in the order of the documentation. */
  private final Map<String, Option<?>> options = new LinkedHashMap<>();

  OptionCatalog() {
    Stream.of(
            JobConfigOptions.all(),
            InferenceConfigOptions.all(),
            DecodeConfigOptions.all(),
            ModelConfigOptions.all(),
            FocusConfigOptions.all(),
            OverloadConfigOptions.all(),
            TrackingConfigOptions.all(),
            SwapConfigOptions.all(),
            TraceConfigOptions.all())
        .flatMap(List::stream)
        .forEach(option -> options.put(option.key(), option));
  }

  /** All options, in the order of the documentation. */
  List<Option<?>> options() {
    return List.copyOf(options.values());
  }

  /**
   * Finds an option.
   *
   * @throws IllegalArgumentException a sentence with the nearest key
   */
  Option<?> get(String key) {
    Option<?> option = options.get(key);
    if (option == null) {
      throw new IllegalArgumentException(
          "There is no option '%s'; %s.".formatted(key, whereToLook(key)));
    }
    return option;
  }

  /**
   * Checks the key of a setting and the form of its value.
   *
   * @throws IllegalArgumentException with a sentence that has the nearest key or the accepted
   *     values
   */
  void check(String key, String value) {
    PlainSecrets.refuse(key, value);
    if (!key.startsWith(JobConfigOptions.KAFKA_PREFIX)
        && !key.startsWith(JobConfigOptions.FLINK_PREFIX)) {
      get(key).checkForm(value);
    }
  }

  private String whereToLook(String key) {
    List<String> keys = new ArrayList<>(options.keySet());
    keys.add(JobConfigOptions.KAFKA_PREFIX + "*");
    keys.add(JobConfigOptions.FLINK_PREFIX + "*");
    return NearestName.near(key, keys)
        .map(near -> "the nearest is '" + near + "'")
        .orElse("docs/options.md lists them all");
  }
}
