package io.manako.local.kafka;

import io.manako.job.JobConfigOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/** Every topic of the contract by its default name. */
public final class ContractTopics {
  /** Compacted topic: the last record of a camera or a slot holds, however old the record is. */
  private static final String CONTROL = JobConfigOptions.CONTROL.defaultValue();

  /** Topic whose timestamps are times of capture where producers send no {@code ce_time}. */
  private static final String FRAMES = JobConfigOptions.FRAMES.defaultValue();

  private static final List<String> NAMES =
      JobConfigOptions.topics().stream().flatMap(option -> option.defaultText().stream()).toList();

  private ContractTopics() {}

  public static List<String> names() {
    return NAMES;
  }

  /**
   * Returns the topics to create. Brokers keep records for a time after their timestamp. Topics
   * that the job writes get theirs from the broker: otherwise the results of old footage, or of a
   * camera whose clock says 1970, would be over age when they are written.
   *
   * @param partitions partitions of each topic
   * @param replicas replicas of each partition, or −1 for the brokers' default
   * @param keep settings of retention, for all but the control topic
   */
  public static List<NewTopic> all(int partitions, short replicas, Map<String, String> keep) {
    return NAMES.stream()
        .map(name -> new NewTopic(name, partitions, replicas).configs(settings(name, keep)))
        .toList();
  }

  private static Map<String, String> settings(String name, Map<String, String> keep) {
    if (name.equals(CONTROL)) {
      return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    if (name.equals(FRAMES)) {
      return keep;
    }
    Map<String, String> settings = new LinkedHashMap<>(keep);
    settings.put(
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.toString());
    return settings;
  }
}
