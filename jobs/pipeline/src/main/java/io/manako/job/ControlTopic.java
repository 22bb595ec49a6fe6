package io.manako.job;

import io.manako.track.scene.SceneChange;
import io.manako.track.scene.SceneTimeline;
import io.manako.wire.ControlDeserializer;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Reads the control topic before the job starts. The job reads the topic too, but its first frames
 * would not wait for it; changes that were published before are in effect from the first frame.
 */
final class ControlTopic {
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
   * @throws PreflightException with a sentence for the user if the brokers do not answer in time
   */
  Map<String, SceneTimeline> read() {
    String topic = options.get(JobConfigOptions.CONTROL);
    PublishedScenes found = new PublishedScenes(options.tracking().cameras().most());
    try (TopicTail tail = new TopicTail(options.kafkaProperties(), topic)) {
      tail.readToEnd(options.get(JobConfigOptions.KAFKA_TIMEOUT), record -> add(record, found));
      return found.byCamera();
    } catch (KafkaException e) {
      throw new PreflightException(
          "Kafka's topic %s cannot be read: %s. May this client read it?"
              .formatted(topic, e.getMessage()),
          e);
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> record, PublishedScenes found) {
    SceneChange change = deserializer.read(record).change();
    if (change != null) {
      found.add(change);
    }
  }
}
