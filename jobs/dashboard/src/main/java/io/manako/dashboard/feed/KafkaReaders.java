package io.manako.dashboard.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Creates consumers without a group: they read assigned partitions, commit nothing and are
 * invisible to every other reader.
 *
 * @param client properties for any Kafka client
 * @param topics names of the topics
 */
public record KafkaReaders(Map<String, Object> client, TopicNames topics) {
  private static final int MOST_FETCH_BYTES = 4 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  public KafkaReaders {
    client = Map.copyOf(client);
  }

  /** Creates a consumer for topics that are read to their end. */
  KafkaConsumer<byte[], byte[]> following() {
    return consumer(Map.of("auto.offset.reset", "latest", "fetch.max.bytes", MOST_FETCH_BYTES));
  }

  /**
   * Creates a consumer for single records. Kafka always returns at least one batch of records, so
   * the smallest limit fetches nothing beside it; the consumer must not wait for more when there is
   * none.
   */
  KafkaConsumer<byte[], byte[]> picking() {
    return consumer(
        Map.of(
            "auto.offset.reset",
            "none",
            "fetch.max.bytes",
            MOST_FETCH_BYTES,
            "max.partition.fetch.bytes",
            1,
            "fetch.max.wait.ms",
            5));
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    Map<String, Object> config = new HashMap<>(client);
    config.remove("group.id");
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    config.putAll(settings);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Checks that the brokers answer a request for their topics.
   *
   * @throws IOException with a sentence, if none answers
   */
  public void requireBroker() throws IOException {
    Object address = client.getOrDefault("bootstrap.servers", "?");
    try (KafkaConsumer<byte[], byte[]> consumer = following()) {
      consumer.listTopics(PATIENCE);
    } catch (AuthenticationException e) {
      throw new IOException(
          "Kafka at %s refuses the login: %s. Check what kafka.properties.* or kafka.properties-file says of the user, its secret and the certificates."
              .formatted(address, e.getMessage()),
          e);
    } catch (KafkaException e) {
      throw new IOException(
          "no Kafka broker answers at %s. Start one with ./manako broker, or name yours with --kafka."
              .formatted(address),
          e);
    }
  }
}
