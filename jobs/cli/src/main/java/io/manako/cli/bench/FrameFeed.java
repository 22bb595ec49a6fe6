package io.manako.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes frames to Kafka inside an open transaction. The job sees all of them at once when the
 * transaction is committed, and sending them costs nothing while the clock runs.
 */
final class FrameFeed implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;

  FrameFeed(String bootstrap, String topic) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "bench-feed",
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            120_000,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            16 << 20);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
    producer.initTransactions();
  }

  /** Sends frames that are invisible until {@link #release}. */
  @SuppressWarnings("FutureReturnValueIgnored") // A frame that could not be sent fails the commit.
  void prepare(List<byte[]> jpegs, int count) {
    producer.beginTransaction();
    byte[] camera = "cam-1".getBytes(UTF_8);
    for (int i = 0; i < count; i++) {
      producer.send(new ProducerRecord<>(topic, camera, jpegs.get(i % jpegs.size())));
    }
    producer.flush();
  }

  /** Makes the frames visible. */
  void release() {
    producer.commitTransaction();
  }

  @Override
  public void close() {
    producer.close();
  }
}
