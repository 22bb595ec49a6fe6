package io.manako.cli.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the records of a topic.
 *
 * @param kafka brokers to read from
 */
public record TopicReader(KafkaOptions kafka) {
  private static final Duration POLL = Duration.ofMillis(250);

  /** Passes on the values of all committed records that exist now, each partition in order. */
  public void read(String topic, Consumer<byte[]> values) {
    Map<String, Object> config = new HashMap<>(kafka.client());
    config.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
          if (next.value() != null) {
            values.accept(next.value());
          }
        }
      }
    }
  }
}
