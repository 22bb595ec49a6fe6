package io.manako.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.local.kafka.EmbeddedKafka;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends frames as cameras do: captured now, numbered from 0. Instances belong to one thread. */
final class FrameSender implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Map<String, Long> sequences = new HashMap<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  FrameSender(EmbeddedKafka broker, String topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 32 << 20);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
  }

  /**
   * Sends a frame.
   *
   * @param contentType null to leave it to the first bytes
   * @return number of the frame
   * @throws IllegalStateException if an earlier one could not be sent
   */
  long send(String camera, byte[] bytes, @Nullable String contentType) {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a frame could not be sent", failed);
    }
    long sequence = sequences.merge(camera, 0L, (last, zero) -> last + 1);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, null, System.currentTimeMillis(), camera.getBytes(UTF_8), bytes);
    record.headers().add("ce_sequence", Long.toString(sequence).getBytes(UTF_8));
    if (contentType != null) {
      record.headers().add("content-type", contentType.getBytes(UTF_8));
    }
    var unused =
        producer.send(
            record,
            (metadata, error) -> {
              if (error != null) {
                failure.set(error);
              }
            });
    return sequence;
  }

  /** Waits until the broker has them all. */
  @Override
  public void close() {
    producer.close();
  }
}
