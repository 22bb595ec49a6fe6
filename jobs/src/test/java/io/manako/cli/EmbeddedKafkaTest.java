package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

  @Test
  void recordsSurviveARestartInTheSameFolder(@TempDir Path folder) throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start(0, folder)) {
      broker.createTopics(1, "t");
      try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
        // Older than any retention by age.
        producer.send(new ProducerRecord<>("t", 0, 1000L, null, "kept".getBytes(UTF_8))).get();
      }
    }
    try (EmbeddedKafka broker = EmbeddedKafka.start(0, folder)) {
      broker.createTopics(1, "t");
      assertThat(first(broker, "t").value()).isEqualTo("kept".getBytes(UTF_8));
    }
  }

  @Test
  void aCompactedTopicTakesOnlyRecordsWithAKey() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      broker.createCompactedTopic(1, "c");
      try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
        producer.send(new ProducerRecord<>("c", "cam".getBytes(UTF_8), new byte[1])).get();
        assertThatThrownBy(() -> producer.send(new ProducerRecord<>("c", new byte[1])).get())
            .hasRootCauseMessage(
                "Compacted topic cannot accept message without key in topic partition c-0");
      }
    }
  }

  @Test
  void aPortInUseIsASentence() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      assertThatThrownBy(() -> EmbeddedKafka.start(broker.port(), null))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Port " + broker.port())
          .hasMessageContaining("choose another port");
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static ConsumerRecord<byte[], byte[]> first(EmbeddedKafka broker, String topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(20));
      return records.iterator().next();
    }
  }
}
