package io.manako.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.manako.model.StrictYaml;
import io.manako.model.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Reads options from a YAML file and from {@code key=value} settings, which win. */
final class OptionReader {
  private final OptionCatalog catalog = new OptionCatalog();

  /**
   * Reads and checks everything.
   *
   * @param file with dotted or nested keys, or null
   * @param settings that win over the file
   * @throws IllegalArgumentException a sentence for the user
   */
  Configuration read(@Nullable Path file, Map<String, String> settings) {
    Map<String, String> values = new LinkedHashMap<>();
    if (file != null) {
      flatten("", parse(file), values);
    }
    values.putAll(settings);
    values.forEach(catalog::check);
    return Configuration.fromMap(values);
  }

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

  private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
    node.properties()
        .forEach(
            entry -> {
              String key = prefix + entry.getKey();
              JsonNode value = entry.getValue();
              if (value.isObject()) {
                flatten(key + ".", value, values);
              } else if (value.isArray()) {
                throw new IllegalArgumentException(
                    "Option '" + key + "' is a list; it takes a single value.");
              } else if (!value.isNull() && values.put(key, value.asText()) != null) {
                throw new IllegalArgumentException("Option '" + key + "' is there twice.");
              }
            });
  }
}
