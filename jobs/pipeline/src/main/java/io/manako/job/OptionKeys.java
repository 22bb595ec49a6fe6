package io.manako.job;

import io.manako.operator.options.Option;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of the job's options and their defaults, for commands that use some of them. */
public final class OptionKeys {
  private OptionKeys() {}

  /** Returns all keys of docs/options.md except the two prefixes. */
  public static Set<String> all() {
    return new OptionCatalog()
        .options().stream().map(Option::key).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The default of an option as a user writes it, if the option has one.
   *
   * @throws IllegalArgumentException a sentence if there is no such option
   */
  public static Optional<String> defaultOf(String key) {
    return new OptionCatalog().get(key).defaultText();
  }
}
