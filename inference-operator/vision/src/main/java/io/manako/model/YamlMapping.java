package io.manako.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * YAML mapping that is read key by key. {@link #finish} refuses every key that was not read. All
 * errors are {@link ModelException}s that name file and key.
 */
final class YamlMapping {
  private static final int MAX_BYTES = 1 << 20;

  private final String place;
  private final JsonNode node;
  private final Set<String> asked = new LinkedHashSet<>();

  private YamlMapping(String place, JsonNode node) {
    this.place = place;
    this.node = node;
  }

  static YamlMapping read(Path file) {
    // The bytes are counted while they are read, because files that the kernel generates have no
    // size.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ModelException(
            String.format(
                Locale.ROOT, "%s has more than the %d bytes that are read", file, MAX_BYTES));
      }
      return parse(file.toString(), TextFile.of(file, bytes));
    } catch (IOException e) {
      throw new ModelException(file + " cannot be read: " + reason(e), e);
    }
  }

  static YamlMapping parse(String place, String yaml) {
    JsonNode node;
    try {
      node = StrictYaml.parse(yaml);
    } catch (JacksonException e) {
      throw new ModelException(place + " is not YAML: " + e.getOriginalMessage(), e);
    }
    return of(place, node);
  }

  private static YamlMapping of(String place, JsonNode node) {
    if (!node.isObject()) {
      throw new ModelException(place + " must hold keys with values");
    }
    return new YamlMapping(place, node);
  }

  boolean has(String key) {
    asked.add(key);
    return node.hasNonNull(key);
  }

  String text(String key) {
    JsonNode value = required(key);
    if (!value.isValueNode()) {
      throw wrong(key, "a text");
    }
    return value.asText();
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  int integer(String key, int least) {
    JsonNode value = required(key);
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < least) {
      throw wrong(key, "a whole number from " + least);
    }
    return value.asInt();
  }

  int integer(String key, int least, int otherwise) {
    return has(key) ? integer(key, least) : otherwise;
  }

  /** Reads a number of 0 … 1. */
  double fraction(String key) {
    JsonNode value = required(key);
    if (!value.isNumber() || value.asDouble() < 0 || value.asDouble() > 1) {
      throw wrong(key, "a number from 0 to 1");
    }
    return value.asDouble();
  }

  boolean flag(String key) {
    JsonNode value = required(key);
    if (!value.isBoolean()) {
      throw wrong(key, "true or false");
    }
    return value.asBoolean();
  }

  boolean flag(String key, boolean otherwise) {
    return has(key) ? flag(key) : otherwise;
  }

  List<Float> numbers(String key, int count) {
    List<Float> all = numbers(key);
    if (all.size() != count) {
      throw wrong(key, "a list of " + count + " numbers");
    }
    return all;
  }

  /** Reads one number or more. */
  List<Float> numbers(String key) {
    List<Float> all = new ArrayList<>();
    required(key).forEach(n -> all.add(n.isNumber() ? (float) n.asDouble() : Float.NaN));
    if (all.isEmpty() || all.stream().anyMatch(v -> v.isNaN())) {
      throw wrong(key, "a list of numbers");
    }
    return all;
  }

  /** Reads one whole number or more. */
  List<Integer> integers(String key, int least) {
    List<Integer> all = new ArrayList<>();
    for (JsonNode value : required(key)) {
      if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < least) {
        throw wrong(key, "a list of whole numbers from " + least);
      }
      all.add(value.asInt());
    }
    if (all.isEmpty()) {
      throw wrong(key, "a list of whole numbers from " + least);
    }
    return all;
  }

  /** Reads one list of numbers or more. */
  List<List<Float>> lists(String key) {
    List<List<Float>> lists = new ArrayList<>();
    for (JsonNode list : required(key)) {
      List<Float> row = new ArrayList<>();
      list.forEach(n -> row.add(n.isNumber() ? (float) n.asDouble() : Float.NaN));
      if (row.isEmpty() || row.stream().anyMatch(v -> v.isNaN())) {
        throw wrong(key, "a list of lists of numbers");
      }
      lists.add(row);
    }
    return lists;
  }

  /** Reads one text, or a list of texts, each of them once. */
  List<String> names(String key) {
    JsonNode value = required(key);
    if (value.isValueNode()) {
      return List.of(value.asText());
    }
    List<String> all = new ArrayList<>();
    value.forEach(name -> all.add(name.isValueNode() ? name.asText() : ""));
    if (all.isEmpty() || all.contains("") || Set.copyOf(all).size() < all.size()) {
      throw wrong(key, "a name, or a list of different names");
    }
    return all;
  }

  /** Whether the value of a key is {@code true} or {@code false}. */
  boolean isFlag(String key) {
    return has(key) && node.get(key).isBoolean();
  }

  <T extends Enum<T>> T choice(String key, Class<T> type, T otherwise) {
    return has(key) ? choice(key, type) : otherwise;
  }

  /** Reads a constant by its name in lower case, with dashes for underscores. */
  <T extends Enum<T>> T choice(String key, Class<T> type) {
    String text = text(key);
    List<String> names = Arrays.stream(type.getEnumConstants()).map(YamlMapping::name).toList();
    int at = names.indexOf(text);
    if (at < 0) {
      throw new ModelException(
          "%s: %s is %s; %s".formatted(place, key, text, NearestName.hint(text, names)));
    }
    return type.getEnumConstants()[at];
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  YamlMapping mapping(String key) {
    return of(place + ": " + key, required(key));
  }

  /** Reads all values, each a mapping, by key. */
  Map<String, YamlMapping> mappings() {
    Map<String, YamlMapping> all = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(key -> all.put(key, mapping(key)));
    return all;
  }

  /** Reads all values, each a text, by key. */
  Map<String, String> texts() {
    Map<String, String> all = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(key -> all.put(key, text(key)));
    return all;
  }

  /** Reads all values, each a list of numbers, by key. */
  Map<String, List<Float>> numbers() {
    Map<String, List<Float>> all = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(key -> all.put(key, numbers(key)));
    return all;
  }

  /** Refuses the keys that were not read. */
  void finish() {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!asked.contains(key)) {
                throw new ModelException(
                    "%s has the unknown key %s; %s"
                        .formatted(place, key, NearestName.hint(key, asked)));
              }
            });
  }

  /** Returns the reason of a failure without its file, which the sentence names already. */
  static String reason(IOException e) {
    if (e instanceof java.nio.file.NoSuchFileException) {
      return "there is no such file";
    }
    return String.valueOf(e.getMessage());
  }

  private JsonNode required(String key) {
    if (!has(key)) {
      throw new ModelException("%s lacks the key %s".formatted(place, key));
    }
    return node.get(key);
  }

  private ModelException wrong(String key, String wanted) {
    return new ModelException(
        "%s: %s must be %s, not %s".formatted(place, key, wanted, node.get(key)));
  }
}
