package io.manako.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Prints results line by line: for people, or as JSON for scripts. */
final class Rows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;
  private final boolean json;

  Rows(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /**
   * Prints one row.
   *
   * @param row values for scripts, one object per line
   * @param text line for people
   */
  void print(Map<String, Object> row, String text) {
    out.println(json ? line(row) : text);
    out.flush();
  }

  /** Prints JSON only, for rows that people see in another form, such as a table. */
  void json(List<Map<String, Object>> rows) {
    if (json) {
      rows.forEach(row -> out.println(line(row)));
    }
  }

  private static String line(Map<String, Object> row) {
    try {
      return JSON.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a row of plain values is always JSON", e);
    }
  }

  /** Prints a line that scripts do not need, such as a heading. */
  void text(String text) {
    if (!json) {
      out.println(text);
      out.flush();
    }
  }
}
