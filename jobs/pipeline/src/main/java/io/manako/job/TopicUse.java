package io.manako.job;

import io.manako.operator.options.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Topic of the job.
 *
 * @param option option that names it
 * @param name name of the topic
 * @param operations operations that the brokers must allow on it
 */
record TopicUse(Option<String> option, String name, Set<AclOperation> operations) {

  TopicUse {
    operations = Set.copyOf(operations);
  }

  /** Returns the topics that a job with these options reads and writes. */
  static List<TopicUse> of(JobOptions options) {
    List<TopicUse> uses = new ArrayList<>();
    uses.add(read(options, JobConfigOptions.FRAMES));
    for (Option<String> option : written(options)) {
      uses.add(write(options, option));
    }
    if (options.tracks() || options.swaps()) {
      uses.add(read(options, JobConfigOptions.CONTROL));
    }
    return List.copyOf(uses);
  }

  private static List<Option<String>> written(JobOptions options) {
    List<Option<String>> written = new ArrayList<>();
    written.add(JobConfigOptions.DEAD_LETTERS);
    if (options.inference().detector() != null) {
      written.add(JobConfigOptions.DETECTIONS);
    }
    if (options.inference().classifier() != null) {
      written.add(JobConfigOptions.CLASSIFICATIONS);
    }
    if (options.inference().segmenter() != null) {
      written.add(JobConfigOptions.SEGMENTATIONS);
    }
    if (options.tracks()) {
      written.add(JobConfigOptions.TRACKS);
      written.add(JobConfigOptions.EVENTS);
      written.add(JobConfigOptions.COUNTS);
    }
    if (options.swaps() && options.inference().detector() != null) {
      written.add(JobConfigOptions.DETECTIONS_SHADOW);
    }
    return written;
  }

  private static TopicUse read(JobOptions options, Option<String> option) {
    return new TopicUse(option, options.get(option), Set.of(AclOperation.READ));
  }

  /**
   * Returns a topic to write. Pooled transactions are found by asking who has written, which Kafka
   * counts as reading.
   */
  private static TopicUse write(JobOptions options, Option<String> option) {
    boolean asks =
        options.get(JobConfigOptions.GUARANTEE) == DeliveryGuarantee.EXACTLY_ONCE
            && options.get(JobConfigOptions.TRANSACTION_NAMING)
                == TransactionNamingStrategy.POOLING;
    return new TopicUse(
        option,
        options.get(option),
        asks ? Set.of(AclOperation.WRITE, AclOperation.READ) : Set.of(AclOperation.WRITE));
  }
}
