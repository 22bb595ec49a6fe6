package io.manako.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;

/** The keys of the job's options, for commands that use some of them. */
public final class OptionKeys {
  private OptionKeys() {}

  /** All keys of docs/options.md but the two prefixes. */
  public static Set<String> all() {
    return new OptionCatalog()
        .options().stream().map(ConfigOption::key).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Checks keys and values one by one.
   *
   * @throws IllegalArgumentException a sentence for each that is wrong, with the nearest key or the
   *     accepted values
   */
  public static void check(Map<String, String> settings) {
    OptionCatalog catalog = new OptionCatalog();
    List<String> wrong = new ArrayList<>();
    settings.forEach(
        (key, value) -> {
          try {
            catalog.check(key, value);
          } catch (IllegalArgumentException e) {
            wrong.add(String.valueOf(e.getMessage()));
          }
        });
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
  }
}
