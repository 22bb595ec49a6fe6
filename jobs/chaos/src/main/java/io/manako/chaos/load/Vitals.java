package io.manako.chaos.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.Scanner;

/**
 * Resources of a process at one moment.
 *
 * @param atNanos time of a clock with any origin
 * @param restarts restarts of its job so far
 * @param values values of all quantities
 */
record Vitals(long atNanos, long restarts, Map<Quantity, Long> values) {
  private static final String PREFIX = "vitals";

  Vitals {
    values = values.isEmpty() ? Map.of() : new EnumMap<>(values);
  }

  long get(Quantity quantity) {
    return values.getOrDefault(quantity, 0L);
  }

  /** Returns whether a line of output is one of {@link #line}. */
  static boolean isLine(String line) {
    return line.startsWith(PREFIX + " ");
  }

  /** Returns one line of text. */
  String line() {
    StringBuilder line = new StringBuilder(PREFIX + " " + atNanos + " " + restarts);
    for (Quantity quantity : Quantity.values()) {
      line.append(' ').append(get(quantity));
    }
    return line.toString();
  }

  static Vitals parse(String line) {
    Scanner parts = new Scanner(line);
    parts.next();
    long at = parts.nextLong();
    long restarts = parts.nextLong();
    Map<Quantity, Long> values = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      values.put(quantity, parts.nextLong());
    }
    return new Vitals(at, restarts, values);
  }
}
