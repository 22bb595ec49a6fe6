package io.manako.job;

import java.util.Locale;
import java.util.Map;

/** Options that belong together. */
public enum Profile {
  /** As the options say. */
  STANDARD(Map.of()),
  /** No native library: the Java engine, and pictures decoded by the JDK. */
  PURE_JAVA(Map.of("inference.engine", "java", "decode.codec", "java"));

  @SuppressWarnings("ImmutableEnumChecker") // only Map.of, which nobody can change
  private final Map<String, String> settings;

  Profile(Map<String, String> settings) {
    this.settings = settings;
  }

  /** Adds the profile's options to those that were given one by one, which win. */
  public void addTo(Map<String, String> given) {
    settings.forEach(given::putIfAbsent);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
