package io.manako.job;

import io.manako.operator.swap.ModelChange;
import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import io.manako.wire.ControlDeserializer;
import io.manako.wire.ControlRecord;
import java.time.Duration;
import java.util.ArrayList;
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

  /**
   * What was published.
   *
   * @param scenes live zones and lines by camera id
   * @param models changes of models, in the order of each slot
   */
  record Published(Map<String, SceneTimeline> scenes, List<ModelChange> models) {}

  ControlTopic(JobOptions options) {
    this.options = options;
    this.deserializer = new ControlDeserializer(options.cameras(), options.offers());
  }

  /**
   * Reads up to the topic's present end. Refused records are left to the job.
   *
   * @throws PreflightException a sentence for the user if the brokers do not answer in time
   */
  Published read() {
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

  private Published read(KafkaConsumer<byte[], byte[]> consumer) {
    String topic = options.get(JobConfigOptions.CONTROL);
    Duration patience = options.get(JobConfigOptions.KAFKA_TIMEOUT);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, patience).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Published found = new Published(new TreeMap<>(), new ArrayList<>());
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
    return found;
  }

  private static boolean hasReached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void add(ConsumerRecord<byte[], byte[]> record, Published found) {
    ControlRecord read = deserializer.read(record);
    SceneChange change = read.change();
    if (change != null) {
      SceneTimeline known = found.scenes().getOrDefault(change.cameraId(), SceneTimeline.EMPTY);
      found.scenes().put(change.cameraId(), known.with(change));
    }
    ModelChange model = read.model();
    if (model != null) {
      found.models().add(model);
    }
  }
}
