package io.manako.job;

import java.util.Locale;
import java.util.Map;

/** Sets of options that belong together. */
public enum Profile {
  /** Leaves all options unchanged. */
  STANDARD(Map.of()),
  /** Uses no native library: the Java engine, and pictures decoded by the JDK. */
  PURE_JAVA(Map.of("inference.engine", "java", "decode.codec", "java"));

  @SuppressWarnings("ImmutableEnumChecker") // Only Map.of, which is immutable.
  private final Map<String, String> settings;

  Profile(Map<String, String> settings) {
    this.settings = settings;
  }

  /** Adds the profile's options to those that were given one by one, which override them. */
  public void addTo(Map<String, String> given) {
    settings.forEach(given::putIfAbsent);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
