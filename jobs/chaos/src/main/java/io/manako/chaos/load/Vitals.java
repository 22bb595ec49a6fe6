package io.manako.chaos.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.Scanner;

/**
 * What a process held at one moment.
 *
 * @param atNanos of a clock that starts anywhere
 * @param restarts of its job until then
 * @param values of all quantities
 */
record Vitals(long atNanos, long restarts, Map<Quantity, Long> values) {
  private static final String PREFIX = "vitals";

  Vitals {
    values = values.isEmpty() ? Map.of() : new EnumMap<>(values);
  }

  long get(Quantity quantity) {
    return values.getOrDefault(quantity, 0L);
  }

  /** Whether a line of output is one of {@link #line}. */
  static boolean isLine(String line) {
    return line.startsWith(PREFIX + " ");
  }

  /** As one line of text. */
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
