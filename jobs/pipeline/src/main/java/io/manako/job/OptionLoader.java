package io.manako.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Makes options of keys and values, and finds everything that is wrong with them. A reader of
 * options refuses the first wrong value; so the options are read again without the refused keys
 * until the rest is right.
 */
final class OptionLoader {
  private final OptionCatalog catalog = new OptionCatalog();
  private final List<String> wrong = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();

  /**
   * Reads and checks everything.
   *
   * @param file file with dotted or nested keys, or null
   * @param settings values that override the file
   * @param reader builds the result from the values
   * @throws OptionsException with all that is wrong
   */
  <T> T load(@Nullable Path file, Map<String, String> settings, Function<Configuration, T> reader) {
    Map<String, String> values = OptionReader.read(file, wrong);
    values.putAll(settings);
    checkEach(values);
    T options = read(values, reader);
    if (options == null || !wrong.isEmpty()) {
      throw new OptionsException(wrong);
    }
    return options;
  }

  /** Keeps settings with a known key and a value of its type. */
  private void checkEach(Map<String, String> values) {
    for (Map.Entry<String, String> value : List.copyOf(values.entrySet())) {
      try {
        catalog.check(value.getKey(), value.getValue());
      } catch (IllegalArgumentException e) {
        wrong.add(String.valueOf(e.getMessage()));
        refused.add(value.getKey());
        values.remove(value.getKey());
      }
    }
  }

  private <T> @Nullable T read(Map<String, String> values, Function<Configuration, T> reader) {
    while (true) {
      try {
        return reader.apply(Configuration.fromMap(values));
      } catch (IllegalArgumentException e) {
        String sentence = String.valueOf(e.getMessage());
        // A value that contradicts a refused one may fit the right one.
        if (refused.stream().noneMatch(key -> names(sentence, key))) {
          wrong.add(sentence);
        }
        Set<String> culprits = culprits(sentence, values, reader);
        if (culprits.isEmpty()) {
          return null;
        }
        refused.addAll(culprits);
        values.keySet().removeAll(culprits);
      }
    }
  }

  /**
   * Returns the keys that a sentence names, or else those without which the sentence does not
   * occur.
   */
  private static <T> Set<String> culprits(
      String sentence, Map<String, String> values, Function<Configuration, T> reader) {
    Set<String> culprits = new HashSet<>(values.keySet());
    culprits.removeIf(key -> !names(sentence, key));
    if (culprits.isEmpty()) {
      culprits.addAll(values.keySet());
      culprits.removeIf(key -> sentence.equals(refusalWithout(key, values, reader)));
    }
    return culprits;
  }

  private static <T> @Nullable String refusalWithout(
      String key, Map<String, String> values, Function<Configuration, T> reader) {
    Map<String, String> others = new LinkedHashMap<>(values);
    others.remove(key);
    try {
      Objects.requireNonNull(reader.apply(Configuration.fromMap(others)));
      return null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static boolean names(String sentence, String key) {
    return sentence.contains("'" + key + "'");
  }
}
