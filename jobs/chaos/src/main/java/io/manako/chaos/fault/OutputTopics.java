package io.manako.chaos.fault;

import io.manako.local.kafka.EmbeddedKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Topics that one run over shared frames writes to.
 *
 * @param run name of the run, which begins the topics'
 */
record OutputTopics(String run) {
  private static final List<String> PURPOSES = List.of("detections", "tracks", "events", "counts");

  static OutputTopics create(EmbeddedKafka broker, String run, int partitions) {
    OutputTopics topics = new OutputTopics(run);
    broker.createTopics(partitions, topics.byPurpose().values().toArray(String[]::new));
    return topics;
  }

  String detections() {
    return run + ".detections";
  }

  String tracks() {
    return run + ".tracks";
  }

  /** Returns the topics' names by purpose. */
  Map<String, String> byPurpose() {
    Map<String, String> names = new TreeMap<>();
    PURPOSES.forEach(purpose -> names.put(purpose, run + "." + purpose));
    return names;
  }

  /** Returns options of a job that tracks and writes to these topics. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    byPurpose().forEach((purpose, name) -> settings.put("topics." + purpose, name));
    settings.put("source.group-id", run);
    settings.put("delivery.transaction-prefix", run);
    settings.put("tracking.enabled", "true");
    settings.put("tracking.count-every", "3 s");
    // A camera is offline by this machine's clock, which no replay repeats.
    settings.put("tracking.offline-after", "1 d");
    return settings;
  }
}
