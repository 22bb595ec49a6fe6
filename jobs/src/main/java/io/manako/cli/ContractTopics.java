package io.manako.cli;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Every topic of the contract by its usual name. */
public final class ContractTopics {
  /** Compacted: what is said last of a camera or a slot holds, however long ago. */
  private static final String CONTROL = "video.control";

  private static final List<String> NAMES =
      List.of(
          "video.frames",
          "video.detections",
          "video.detections.shadow",
          "video.classifications",
          "video.segmentations",
          "video.tracks",
          "video.events",
          "video.counts",
          "video.dead-letters",
          CONTROL);

  private ContractTopics() {}

  static List<String> names() {
    return NAMES;
  }

  /**
   * The topics, to be created.
   *
   * @param partitions of each
   * @param replicas of each, or −1 for what the brokers do by themselves
   * @param keep what the brokers are told of keeping records, but for the control topic's
   */
  public static List<NewTopic> all(int partitions, short replicas, Map<String, String> keep) {
    return NAMES.stream()
        .map(
            name ->
                new NewTopic(name, partitions, replicas)
                    .configs(
                        name.equals(CONTROL)
                            ? Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT)
                            : keep))
        .toList();
  }
}
