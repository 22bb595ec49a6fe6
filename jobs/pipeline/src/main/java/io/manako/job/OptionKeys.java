package io.manako.job;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;

/** Keys of the job's options, for commands that use some of them. */
public final class OptionKeys {
  private OptionKeys() {}

  /** Returns all keys of docs/options.md except the two prefixes. */
  public static Set<String> all() {
    return new OptionCatalog()
        .options().stream().map(ConfigOption::key).collect(Collectors.toUnmodifiableSet());
  }
}
