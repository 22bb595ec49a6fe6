package io.manako.chaos.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.testkit.job.RigTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Committed records of a run's topics, as far as another run over the same frames must repeat them,
 * by topic and camera, a camera's in their order. Compared are the key, Kafka's timestamp (the
 * capture time), the value byte for byte, the names of the headers in their order, and the headers'
 * values byte for byte.
 *
 * <p>Differences are allowed in the values of the headers that measure the run itself ({@code
 * vf-decode-us}, {@code vf-preprocess-us}, {@code vf-wait-us}, {@code vf-inference-us}, {@code
 * vf-postprocess-us}, {@code vf-batch-size}, {@code vf-written-ms}); in the records' offsets, which
 * count transactions' markers too; and in the order of records of different cameras in one
 * partition.
 *
 * @param byTopic records by the topic's purpose, then by camera
 */
record Answers(Map<String, Map<String, List<String>>> byTopic) {
  private static final String CARRIED = "\"seen\":\"carried\"";

  /**
   * Reads topics.
   *
   * @param names names of topics by purpose
   */
  static Answers read(RigTopics topics, Map<String, String> names) {
    Map<String, Map<String, List<String>>> byTopic = new TreeMap<>();
    names.forEach(
        (purpose, name) -> {
          Map<String, List<String>> byCamera = new TreeMap<>();
          for (ConsumerRecord<byte[], byte[]> record : topics.read(name)) {
            byCamera
                .computeIfAbsent(text(record.key()), camera -> new ArrayList<>())
                .add(repeatable(record));
          }
          byTopic.put(purpose, byCamera);
        });
    return new Answers(byTopic);
  }

  private static String repeatable(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder().append(record.timestamp());
    for (Header header : record.headers()) {
      text.append(' ').append(header.key());
      if (!isMeasured(header.key())) {
        text.append('=').append(text(header.value()));
      }
    }
    return text.append(' ').append(text(record.value())).toString();
  }

  private static boolean isMeasured(String header) {
    return header.equals("vf-batch-size")
        || header.equals("vf-written-ms")
        || header.startsWith("vf-") && header.endsWith("-us");
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  /** Returns the number of records of one topic. */
  long size(String purpose) {
    return byTopic.getOrDefault(purpose, Map.of()).values().stream().mapToLong(List::size).sum();
  }

  /**
   * Returns the number of detections records in which a view that is no whole frame found an object
   * while another one was carried.
   */
  long focused() {
    return byTopic.getOrDefault("detections", Map.of()).values().stream()
        .flatMap(List::stream)
        .filter(record -> times("\"bbox\":", record) > times(CARRIED, record))
        .filter(record -> record.contains(CARRIED))
        .count();
  }

  private static int times(String word, String text) {
    return text.split(word, -1).length - 1;
  }

  /** Returns the records of one topic. */
  Answers only(String purpose) {
    return new Answers(Map.of(purpose, byTopic.getOrDefault(purpose, Map.of())));
  }

  /**
   * Returns the records without the first ones of each camera.
   *
   * @param first number to leave out, by topic and camera
   */
  Answers without(Map<String, Map<String, Integer>> first) {
    Map<String, Map<String, List<String>>> later = new TreeMap<>();
    byTopic.forEach(
        (purpose, byCamera) -> {
          Map<String, Integer> counts = first.getOrDefault(purpose, Map.of());
          Map<String, List<String>> rest = new TreeMap<>();
          byCamera.forEach(
              (camera, records) -> {
                int out = Math.min(records.size(), counts.getOrDefault(camera, 0));
                if (out < records.size()) {
                  rest.put(camera, records.subList(out, records.size()));
                }
              });
          later.put(purpose, rest);
        });
    return new Answers(later);
  }

  /** Returns the number of places where a record differs, is missing or is too many. */
  long differences(Answers other) {
    return differing(other).size();
  }

  /** Describes the first place that differs, or returns nothing if none does. */
  String firstDifference(Answers other) {
    List<String> all = differing(other);
    return all.isEmpty() ? "" : all.get(0);
  }

  private List<String> differing(Answers other) {
    List<String> places = new ArrayList<>();
    for (String purpose : union(byTopic, other.byTopic)) {
      Map<String, List<String>> mine = byTopic.getOrDefault(purpose, Map.of());
      Map<String, List<String>> theirs = other.byTopic.getOrDefault(purpose, Map.of());
      for (String camera : union(mine, theirs)) {
        List<String> left = mine.getOrDefault(camera, List.of());
        List<String> right = theirs.getOrDefault(camera, List.of());
        for (int n = 0; n < Math.max(left.size(), right.size()); n++) {
          if (!at(left, n).equals(at(right, n))) {
            places.add(
                String.format(
                    Locale.ROOT,
                    "%s of %s, record %d: %s instead of %s",
                    purpose,
                    camera,
                    n,
                    at(right, n),
                    at(left, n)));
          }
        }
      }
    }
    return places;
  }

  private static String at(List<String> records, int n) {
    return n < records.size() ? records.get(n) : "none";
  }

  private static TreeSet<String> union(Map<String, ?> one, Map<String, ?> other) {
    TreeSet<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    return keys;
  }
}
