package io.manako.job;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic from its beginning: first what is there, then what comes. For one thread at a time. */
final class TopicTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicTail(Properties kafka, String topic) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.putIfAbsent("isolation.level", "read_committed");
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Reads up to the present end.
   *
   * @throws PreflightException a sentence if that takes too long
   * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
   */
  void readToEnd(Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, patience).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    long deadline = System.nanoTime() + patience.toNanos();
    while (!hasReached(ends)) {
      if (System.nanoTime() > deadline) {
        throw new PreflightException(
            String.format(
                Locale.ROOT,
                "Kafka's topic %s could not be read to its end within %d s (kafka.timeout). Does another program write to it all the time?",
                topic,
                patience.toSeconds()));
      }
      poll(POLL, to);
    }
  }

  private boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  void poll(Duration wait, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    consumer.poll(wait).forEach(to);
  }

  /** Ends a poll on another thread. */
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
