package io.manako.job;

import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import io.manako.wire.ControlDeserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the control topic holds before the job starts. The job reads the topic too, but its
 * first frames would not wait for it; what was published before is in effect from the first frame.
 */
final class ControlTopic {
  private static final Duration POLL = Duration.ofMillis(200);

  private final JobOptions options;
  private final ControlDeserializer deserializer;

  ControlTopic(JobOptions options) {
    this.options = options;
    this.deserializer = new ControlDeserializer(options.cameras());
  }

  /**
   * Reads up to the topic's present end. Refused records are left to the job.
   *
   * @return live zones and lines by camera id
   * @throws PreflightException a sentence for the user if the brokers do not answer in time
   */
  Map<String, SceneTimeline> read() {
    Properties properties = options.kafkaProperties();
    properties.putIfAbsent("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return read(consumer);
    } catch (KafkaException e) {
      throw new PreflightException(
          "Kafka's topic %s cannot be read: %s. May this client read it?"
              .formatted(options.get(JobConfigOptions.CONTROL), e.getMessage()),
          e);
    }
  }

  private Map<String, SceneTimeline> read(KafkaConsumer<byte[], byte[]> consumer) {
    String topic = options.get(JobConfigOptions.CONTROL);
    Duration patience = options.get(JobConfigOptions.KAFKA_TIMEOUT);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, patience).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<String, SceneTimeline> found = new HashMap<>();
    long deadline = System.nanoTime() + patience.toNanos();
    while (!hasReached(consumer, ends)) {
      if (System.nanoTime() > deadline) {
        throw new PreflightException(
            "Kafka's topic %s could not be read to its end within %d s (kafka.timeout). Does another program write to it all the time?"
                .formatted(topic, patience.toSeconds()));
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        add(record, found);
      }
    }
    return new TreeMap<>(found);
  }

  private static boolean hasReached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void add(ConsumerRecord<byte[], byte[]> record, Map<String, SceneTimeline> found) {
    SceneChange change = deserializer.read(record).change();
    if (change != null) {
      SceneTimeline known = found.getOrDefault(change.cameraId(), SceneTimeline.EMPTY);
      found.put(change.cameraId(), known.with(change));
    }
  }
}
