package io.manako.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds topics whose records the brokers delete by their time of capture. Kafka counts a topic's
 * {@code retention.ms} from the records' timestamps; where these are the writer's own, old footage
 * is over age when it is written.
 */
final class RetentionCheck {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionCheck.class);

  private final Admin admin;

  RetentionCheck(Admin admin) {
    this.admin = admin;
  }

  /**
   * Returns a sentence for the topic that is read and one for those that are written, if they are
   * affected.
   */
  List<String> warnings(List<TopicUse> uses) {
    Map<String, Duration> frames =
        byCapture(uses.stream().filter(use -> use.option() == JobConfigOptions.FRAMES));
    Map<String, Duration> written = byCapture(uses.stream().filter(RetentionCheck::isWritten));
    List<String> warnings = new ArrayList<>();
    frames.forEach(
        (topic, time) ->
            warnings.add(
                "Topic %s keeps frames for %s after their capture: those of old footage, or of a camera whose clock is behind, may be deleted before they are read. Raise its retention.ms, or set its message.timestamp.type to LogAppendTime if all producers send ce_time."
                    .formatted(topic, inWords(time))));
    if (!written.isEmpty()) {
      warnings.add(
          "Results of old footage, or of a camera whose clock is behind, are deleted soon after they are written: %s keep records for a time after their capture (%s). Count it from writing: 'kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config message.timestamp.type=LogAppendTime', and so for each."
              .formatted(
                  String.join(", ", written.keySet()),
                  inWords(written.values().stream().min(Duration::compareTo).orElseThrow()),
                  written.keySet().iterator().next()));
    }
    return warnings;
  }

  private static boolean isWritten(TopicUse use) {
    return use.operations().contains(AclOperation.WRITE);
  }

  /** Returns the topics that keep records for a time after their capture, with that time. */
  private Map<String, Duration> byCapture(Stream<TopicUse> uses) {
    List<ConfigResource> topics =
        uses.map(use -> new ConfigResource(ConfigResource.Type.TOPIC, use.name())).toList();
    Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(topics).values();
    Map<String, Duration> found = new TreeMap<>();
    for (ConfigResource topic : topics) {
      try {
        Config config = Preflight.await(Objects.requireNonNull(configs.get(topic)));
        if (countsFromCapture(config)) {
          found.put(
              topic.name(),
              Duration.ofMillis(Long.parseLong(value(config, TopicConfig.RETENTION_MS_CONFIG))));
        }
      } catch (AuthorizationException e) {
        LOG.debug("Kafka does not report how long {} keeps records", topic.name(), e);
      }
    }
    return found;
  }

  private static boolean countsFromCapture(Config config) {
    return Set.of(value(config, TopicConfig.CLEANUP_POLICY_CONFIG).split(","))
            .contains(TopicConfig.CLEANUP_POLICY_DELETE)
        && !value(config, TopicConfig.RETENTION_MS_CONFIG).startsWith("-")
        && value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
            .equals(TimestampType.CREATE_TIME.toString());
  }

  private static String value(Config config, String key) {
    return Objects.requireNonNullElse(config.get(key).value(), "");
  }

  private static String inWords(Duration time) {
    return time.toDays() > 0
        ? time.toDays() + " d"
        : time.toHours() > 0 ? time.toHours() + " h" : time.toSeconds() + " s";
  }
}
