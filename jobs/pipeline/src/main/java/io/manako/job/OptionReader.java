package io.manako.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.manako.model.StrictYaml;
import io.manako.model.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads options from a YAML file. */
final class OptionReader {
  private OptionReader() {}

  /**
   * Reads all keys and values, without interpreting them.
   *
   * @param file file with dotted or nested keys, or null for none
   * @param wrong receives a sentence for everything that cannot be read
   */
  static Map<String, String> read(@Nullable Path file, List<String> wrong) {
    Map<String, String> values = new LinkedHashMap<>();
    if (file != null) {
      try {
        flatten("", parse(file), new Flat(values, wrong));
      } catch (IllegalArgumentException e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
    return values;
  }

  private record Flat(Map<String, String> values, List<String> wrong) {}

  private static JsonNode parse(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "There is no readable file " + file + "; give the path of a configuration file.");
    }
    try {
      JsonNode root = StrictYaml.parse(TextFile.read(file));
      if (root.isMissingNode() || root.isNull() || root.isObject()) {
        return root;
      }
      throw new IllegalArgumentException(
          file + " must hold lines such as 'kafka.bootstrap-servers: localhost:9092'.");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file
              + " is not valid YAML: "
              + e.getOriginalMessage()
              + ", line "
              + (e.getLocation() == null ? "unknown" : e.getLocation().getLineNr())
              + ".",
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void flatten(String prefix, JsonNode node, Flat flat) {
    node.properties()
        .forEach(
            entry -> {
              String key = prefix + entry.getKey();
              JsonNode value = entry.getValue();
              if (value.isObject()) {
                flatten(key + ".", value, flat);
              } else if (value.isArray()) {
                flat.wrong.add("Option '" + key + "' is a list; it takes a single value.");
              } else if (!value.isNull() && flat.values.put(key, value.asText()) != null) {
                flat.wrong.add("Option '" + key + "' is there twice.");
              }
            });
  }
}
