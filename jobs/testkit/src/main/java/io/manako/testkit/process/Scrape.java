package io.manako.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics of a process as a Prometheus server gets them, in the text format 0.0.4.
 *
 * @param samples one for each time series
 */
public record Scrape(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: \\d+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /** Value of one time series. */
  public record Sample(String name, Map<String, String> labels, double value) {
    /** Returns the value of a label, empty without it. */
    public String label(String key) {
      return labels.getOrDefault(key, "");
    }
  }

  /**
   * Asks the reporter at a port of this machine. Leaves no connection behind: for each the process
   * would hold a buffer of a whole answer, which counts as its own memory.
   */
  public static Scrape of(int port) throws IOException {
    URLConnection connection =
        URI.create("http://localhost:" + port + "/metrics").toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    List<Sample> samples = new ArrayList<>();
    try (InputStream answer = connection.getInputStream()) {
      new String(answer.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> samples.add(sample(line)));
    }
    return new Scrape(samples);
  }

  private static Sample sample(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no sample of the text format: " + line);
    }
    Map<String, String> labels = new LinkedHashMap<>();
    Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
    while (label.find()) {
      labels.put(label.group(1), unescaped(label.group(2)));
    }
    double value = Double.parseDouble(matcher.group(3).replace("Inf", "Infinity"));
    return new Sample(matcher.group(1), labels, value);
  }

  private static String unescaped(String value) {
    return value.replace("\\\"", "\"").replace("\\\\", "\\");
  }

  /** Returns the names and the keys of their labels. */
  public Map<String, Set<String>> labelsByName() {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    samples.forEach(
        s -> names.computeIfAbsent(s.name(), n -> new TreeSet<>()).addAll(s.labels().keySet()));
    return names;
  }

  /** Returns the sum over all series of a name that fit. */
  public double sum(String name, Predicate<Sample> fits) {
    return samples.stream()
        .filter(s -> s.name().equals(name) && fits.test(s))
        .mapToDouble(Sample::value)
        .sum();
  }
}
