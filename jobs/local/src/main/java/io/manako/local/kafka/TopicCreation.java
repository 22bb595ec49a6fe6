package io.manako.local.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics that can be written at once. */
public final class TopicCreation {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 5;

  private TopicCreation() {}

  /**
   * Creates a topic and waits until each partition's leader answers. A broker names leaders before
   * they accept records, and a producer that meets that moment may lose the place of its first
   * batch. An existing topic stays unchanged.
   *
   * @return true if the topic was created
   */
  public static boolean create(Admin admin, NewTopic topic)
      throws InterruptedException, ExecutionException {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
    awaitLeaders(admin, topic);
    return true;
  }

  /** Waits for leaders by asking for offsets, which only a leader answers. */
  private static void awaitLeaders(Admin admin, NewTopic topic)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (int i = 0; i < topic.numPartitions(); i++) {
      partitions.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        admin.listOffsets(partitions).all().get();
        return;
      } catch (ExecutionException e) {
        // The client retries by itself, but not while a broker does not know the topic yet.
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }
}
