package io.manako.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.manako.model.ModelException;
import io.manako.model.StrictYaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Description of a model while it is put together: values and comments by key, such as {@code
 * output.kind}. The text has the keys in the order in which they were first set.
 */
public final class Draft {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COMMENT_COLUMN = 40;
  private static final String PLAIN = "[A-Za-z_][A-Za-z0-9_./-]*";
  private static final List<String> RESERVED =
      List.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  private record Line(Object value, String comment) {}

  private final Map<String, Line> lines = new LinkedHashMap<>();

  /** Sets a value without a comment. */
  void set(String key, Object value) {
    set(key, value, "");
  }

  /**
   * Sets a value.
   *
   * @param key key, for a section with one dot behind the section
   * @param value text, number, truth value, list or mapping
   * @param comment reason for the value; empty for none
   */
  void set(String key, Object value, String comment) {
    lines.put(key, new Line(value, comment));
  }

  /**
   * Sets the values that the user gave, over all others.
   *
   * @param settings YAML values by key
   * @throws ModelException if a value is not YAML
   */
  void override(Map<String, String> settings) {
    settings.forEach(
        (key, text) -> {
          try {
            JsonNode value = StrictYaml.parse(text);
            set(key, plain(value), "given with --set");
          } catch (JsonProcessingException e) {
            throw new ModelException(
                "--set %s=%s is no YAML value: %s".formatted(key, text, e.getOriginalMessage()), e);
          }
        });
  }

  private static Object plain(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "" : JSON.convertValue(value, Object.class);
  }

  /** Whether a key has a value. */
  boolean has(String key) {
    return lines.containsKey(key);
  }

  /** Returns the text of {@code model.yaml}. */
  public String yaml() {
    StringBuilder text = new StringBuilder();
    lines.forEach(
        (key, line) -> {
          if (!key.contains(".")) {
            line(text, key, line);
          }
        });
    for (String section : sections()) {
      text.append(section).append(":\n");
      lines.forEach(
          (key, line) -> {
            if (key.startsWith(section + ".")) {
              line(text, "  " + key.substring(section.length() + 1), line);
            }
          });
    }
    return text.toString();
  }

  private List<String> sections() {
    return lines.keySet().stream()
        .filter(key -> key.contains("."))
        .map(key -> key.substring(0, key.indexOf('.')))
        .distinct()
        .toList();
  }

  private static void line(StringBuilder text, String key, Line line) {
    StringBuilder own = new StringBuilder(key).append(": ").append(scalar(line.value));
    if (!line.comment.isEmpty()) {
      while (own.length() < COMMENT_COLUMN) {
        own.append(' ');
      }
      own.append("  # ").append(line.comment.replaceAll("\\R", " "));
    }
    text.append(own).append('\n');
  }

  /** Writes a value on one line: lists and mappings in brackets, as in JSON. */
  private static String scalar(Object value) {
    if (value instanceof List<?> all) {
      return all.stream().map(Draft::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> all) {
      return all.entrySet().stream()
          .map(e -> scalar(e.getKey()) + ": " + scalar(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof String word ? text(word) : String.valueOf(value);
  }

  private static String text(String word) {
    if (word.matches(PLAIN) && !RESERVED.contains(word.toLowerCase(Locale.ROOT))) {
      return word;
    }
    return new TextNode(word).toString();
  }
}
