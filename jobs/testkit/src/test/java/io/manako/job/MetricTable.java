package io.manako.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of {@code docs/metrics.md}: what Manako registers, and what Flink does. */
final class MetricTable {
  static final Path FILE = Path.of("../../docs/metrics.md");

  /** What names Manako's own metrics. */
  private static final String OWN = "_manako_";

  private static final Pattern ROW =
      Pattern.compile("\\| `([a-zA-Z_:][a-zA-Z0-9_:]*)` \\| (\\w+) \\|([^|]*)\\|([^|]*)\\|.*");
  private static final Pattern LABEL = Pattern.compile("`([a-z_]+)`");

  private final Map<String, Set<String>> rows = new LinkedHashMap<>();

  private MetricTable() {}

  static MetricTable read() throws IOException {
    MetricTable table = new MetricTable();
    Files.readAllLines(FILE).forEach(table::add);
    return table;
  }

  private void add(String line) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      return;
    }
    Set<String> labels = new TreeSet<>();
    LABEL.matcher(row.group(4)).results().forEach(label -> labels.add(label.group(1)));
    if (rows.put(row.group(1), labels) != null) {
      throw new IllegalStateException(FILE + " has two rows of " + row.group(1));
    }
  }

  Set<String> names() {
    return rows.keySet();
  }

  /** The names that processes serve: all but Prometheus's own. */
  Set<String> served() {
    Set<String> served = new TreeSet<>(rows.keySet());
    served.remove("up");
    return served;
  }

  /** Whether Manako registers it, and not Flink. */
  static boolean isOwn(String name) {
    return name.contains(OWN);
  }

  /** Manako's metrics and their labels beside those that Flink puts to all. */
  Map<String, Set<String>> own() {
    Map<String, Set<String>> own = new LinkedHashMap<>(rows);
    own.keySet().removeIf(name -> !isOwn(name));
    return own;
  }
}
