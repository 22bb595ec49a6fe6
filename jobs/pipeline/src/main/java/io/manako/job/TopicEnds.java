package io.manako.job;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks for the ends of a topic's partitions. Never waits. */
interface TopicEnds extends AutoCloseable {

  /**
   * Returns for each partition the offset behind its last record; fails if the brokers do not
   * answer.
   */
  CompletableFuture<Map<TopicPartition, Long>> ask(Collection<TopicPartition> partitions);

  @Override
  void close();

  /** Opens a client of Kafka in the process that reads. */
  interface Provider extends Serializable {
    TopicEnds open();
  }

  /**
   * Provides the ends that a consumer with these settings sees.
   *
   * @param consumer settings of the consumer
   */
  static Provider of(Properties consumer) {
    return () -> new OfBrokers(consumer);
  }

  /** Asks the brokers. */
  final class OfBrokers implements TopicEnds {
    private final Admin admin;
    private final ListOffsetsOptions options;

    private OfBrokers(Properties consumer) {
      boolean committed = "read_committed".equals(consumer.getProperty("isolation.level"));
      options =
          new ListOffsetsOptions(
              committed ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED);
      admin = Admin.create(consumer);
    }

    @Override
    public CompletableFuture<Map<TopicPartition, Long>> ask(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetSpec> latest =
          Set.copyOf(partitions).stream()
              .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
      return admin
          .listOffsets(latest, options)
          .all()
          .toCompletionStage()
          .thenApply(OfBrokers::offsets)
          .toCompletableFuture();
    }

    private static Map<TopicPartition, Long> offsets(
        Map<TopicPartition, ListOffsetsResultInfo> answer) {
      Map<TopicPartition, Long> ends = new HashMap<>();
      answer.forEach((partition, info) -> ends.put(partition, info.offset()));
      return ends;
    }

    @Override
    public void close() {
      admin.close(Duration.ZERO);
    }
  }
}
