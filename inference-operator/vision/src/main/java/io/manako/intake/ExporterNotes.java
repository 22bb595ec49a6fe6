package io.manako.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notes that exporters attach to a file. Ultralytics writes {@code names} ({@code {0: 'person',
 * …}}), {@code imgsz} ({@code [640, 640]}), {@code task} and {@code kpt_shape}; others write lists
 * of names as JSON, as a Python list, or with commas.
 *
 * @param names names of the classes by id, an empty name for an id without one; empty without notes
 * @param size height and width of the input in pixels; empty without notes
 * @param task task in the exporter's words, such as {@code detect}; empty without notes
 * @param keypoints number of key points and of the values of each; empty without notes
 */
record ExporterNotes(List<String> names, List<Integer> size, String task, List<Integer> keypoints) {
  private static final List<String> NAME_KEYS =
      List.of("names", "class_names", "classes", "labels", "id2label");
  private static final int MOST_NAMES = 1 << 16;
  private static final Pattern ENTRY =
      Pattern.compile(
          "[\"']?(\\d{1,6})[\"']?\\s*:\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\")");
  private static final Pattern ITEM =
      Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

  static ExporterNotes of(Map<String, String> metadata) {
    List<String> names = List.of();
    for (String key : NAME_KEYS) {
      if (names.isEmpty() && metadata.containsKey(key)) {
        names = names(metadata.get(key));
      }
    }
    List<Integer> size = numbers(metadata.getOrDefault("imgsz", ""));
    return new ExporterNotes(
        names,
        size.size() == 1 ? List.of(size.get(0), size.get(0)) : size,
        metadata.getOrDefault("task", ""),
        numbers(metadata.getOrDefault("kpt_shape", "")));
  }

  private static List<String> names(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("{")) {
      return numbered(stripped);
    }
    if (stripped.startsWith("[")) {
      return items(stripped);
    }
    return List.of(stripped.split("\\s*[,\\n]\\s*")).stream().filter(n -> !n.isEmpty()).toList();
  }

  private static List<String> numbered(String text) {
    Map<Integer, String> byId = new TreeMap<>();
    Matcher entry = ENTRY.matcher(text);
    while (entry.find()) {
      int id = Integer.parseInt(entry.group(1));
      byId.put(Math.min(id, MOST_NAMES), quoted(entry.group(2), entry.group(3)));
    }
    List<String> names = new ArrayList<>();
    byId.forEach(
        (id, name) -> {
          while (names.size() < id && id < MOST_NAMES) {
            names.add("");
          }
          names.add(name);
        });
    return List.copyOf(names);
  }

  private static List<String> items(String text) {
    List<String> names = new ArrayList<>();
    Matcher item = ITEM.matcher(text);
    while (item.find()) {
      names.add(quoted(item.group(1), item.group(2)));
    }
    return List.copyOf(names);
  }

  private static String quoted(String single, String twice) {
    String text = single == null ? twice : single;
    return text.replaceAll("\\\\(.)", "$1").strip().replaceAll("\\R", " ");
  }

  private static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      numbers.add(Integer.parseInt(number.group()));
    }
    return List.copyOf(numbers);
  }
}
