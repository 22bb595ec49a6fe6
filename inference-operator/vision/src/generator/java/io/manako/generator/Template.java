package io.manako.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Java text with named holes.
 *
 * <ul>
 *   <li>{@code ${expression}} is a hole. A text that fills one may have holes itself.
 *   <li>{@code $for name in from..end} repeats its body with the numbers below {@code end}.
 *   <li>{@code $for name, name in rows} repeats its body with each row of a list.
 *   <li>{@code $if expression} leaves its body out where the expression is 0.
 *   <li>{@code $# text} is a comment that is not written.
 * </ul>
 *
 * <p>The body of a directive is what is indented below it, and is written without that indentation.
 * A blank line belongs to the line that follows it.
 */
final class Template {
  private static final Pattern FOR = Pattern.compile("\\$for (.+) in (.+)");
  private static final Pattern IF = Pattern.compile("\\$if (.+)");
  private static final Pattern RANGE = Pattern.compile("(.+)\\.\\.(.+)");
  private static final Pattern HOLE = Pattern.compile("\\$\\{([^{}]+)}");
  private static final int INDENT = 2;

  private final List<String> lines;

  Template(List<String> lines) {
    this.lines = lines;
  }

  /**
   * Fills the holes.
   *
   * @param values by name: an Integer, a String, or a List of rows, each a List of the first two
   */
  String fill(Map<String, Object> values) {
    StringBuilder text = new StringBuilder();
    fill(0, lines.size(), 0, values, text);
    return text.toString();
  }

  private void fill(int from, int to, int depth, Map<String, Object> values, StringBuilder text) {
    for (int i = from; i < to; ) {
      String line = lines.get(i).strip();
      int end = line.startsWith("$for") || line.startsWith("$if") ? endOfBody(i, to) : i + 1;
      if (end > i + 1) {
        for (Map<String, Object> inner : repetitions(line, values)) {
          fill(i + 1, end, depth + 1, inner, text);
        }
      } else if (line.isEmpty()) {
        text.append('\n');
      } else if (!line.startsWith("$#")) {
        text.append(filled(lines.get(i).substring(depth * INDENT), values)).append('\n');
      }
      i = end;
    }
  }

  private int endOfBody(int directive, int to) {
    int end = directive + 1;
    for (int i = end; i < to && (isBlank(i) || indent(i) > indent(directive)); i++) {
      end = isBlank(i) ? end : i + 1;
    }
    return end;
  }

  private boolean isBlank(int line) {
    return lines.get(line).isBlank();
  }

  private int indent(int line) {
    return lines.get(line).indexOf(lines.get(line).strip());
  }

  /** The values in each repetition of a directive's body. */
  private static List<Map<String, Object>> repetitions(String line, Map<String, Object> values) {
    Matcher condition = IF.matcher(line);
    if (condition.matches()) {
      return new Expression(condition.group(1), values).number() == 0 ? List.of() : List.of(values);
    }
    Matcher loop = FOR.matcher(line);
    if (!loop.matches()) {
      throw new IllegalArgumentException("no directive: " + line);
    }
    List<Map<String, Object>> all = new ArrayList<>();
    String[] names = loop.group(1).split(", ");
    for (List<?> row : rows(loop.group(2), values)) {
      Map<String, Object> inner = new HashMap<>(values);
      for (int i = 0; i < names.length; i++) {
        inner.put(names[i], row.get(i));
      }
      all.add(inner);
    }
    return all;
  }

  private static List<? extends List<?>> rows(String text, Map<String, Object> values) {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      int from = new Expression(range.group(1), values).number();
      int end = new Expression(range.group(2), values).number();
      return IntStream.range(from, end).mapToObj(List::of).toList();
    }
    return ((List<?>) values.get(text)).stream().map(row -> (List<?>) row).toList();
  }

  private static String filled(String text, Map<String, Object> values) {
    return HOLE.matcher(text)
        .replaceAll(
            hole -> {
              Object value = values.get(hole.group(1));
              return Matcher.quoteReplacement(
                  value instanceof String inner
                      ? filled(inner, values)
                      : String.valueOf(new Expression(hole.group(1), values).number()));
            });
  }
}
