package io.manako.chaos.load;

import io.manako.local.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Passes on a topic's committed records as they arrive, on a thread of its own. */
final class CommittedReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<ConsumerRecord<byte[], byte[]>> receiver;
  private final Thread thread;
  private volatile boolean closed;

  /** Reads a topic that exists, from its beginning. */
  CommittedReader(
      EmbeddedKafka broker, String topic, Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.receiver = receiver;
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = new Thread(this::read, "reader of " + topic);
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (consumer) {
      while (!closed) {
        consumer.poll(POLL).forEach(receiver);
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
