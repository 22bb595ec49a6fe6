package io.manako.job;

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
}
