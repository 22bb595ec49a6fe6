package io.manako.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its beginning: first the records that exist, then new ones. Instances belong
 * to one thread at a time.
 */
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
   * Reads up to the present end. A topic may be of any length as long as records arrive.
   *
   * @param patience longest time for the brokers' answer, and without a record from them
   * @throws PreflightException with a sentence if no more records arrive
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
    ReadProgress progress = new ReadProgress(topic, patience, System::nanoTime);
    long missing = missing(ends);
    while (missing > 0) {
      poll(POLL, to);
      missing = missing(ends);
      progress.missing(missing);
    }
  }

  /** Returns the number of offsets to the end, some of which may have no record. */
  private long missing(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  void poll(Duration wait, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    consumer.poll(wait).forEach(to);
  }

  /** Ends a poll that another thread waits in. */
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
