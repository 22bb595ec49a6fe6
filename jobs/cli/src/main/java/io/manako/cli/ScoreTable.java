package io.manako.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Table of named numbers, for people or as JSON. */
final class ScoreTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DECIMALS = 6;

  private final ObjectNode object = JSON.createObjectNode();
  private final List<String> lines = new ArrayList<>();

  /** Adds a number that is printed as percent for people. */
  ScoreTable ratio(String key, String name, double value) {
    object.put(key, BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP));
    lines.add(String.format(Locale.ROOT, "%-32s %7.1f %%", name, 100 * value));
    return this;
  }

  ScoreTable count(String key, String name, int value) {
    object.put(key, value);
    lines.add(String.format(Locale.ROOT, "%-32s %7d", name, value));
    return this;
  }

  void print(PrintWriter out, boolean asJson) {
    if (asJson) {
      out.println(object);
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }
}
