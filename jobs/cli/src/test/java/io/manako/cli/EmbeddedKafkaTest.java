package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.local.kafka.ContractTopics;
import io.manako.local.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
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
  void theControlTopicTakesOnlyRecordsWithAKey() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      broker.createTopics(ContractTopics.all(1, (short) 1, Map.of()));
      try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
        producer
            .send(new ProducerRecord<>("video.control", "cam".getBytes(UTF_8), new byte[1]))
            .get();
        assertThatThrownBy(
                () -> producer.send(new ProducerRecord<>("video.control", new byte[1])).get())
            .hasRootCauseMessage(
                "Compacted topic cannot accept message without key in topic partition video.control-0");
      }
    }
  }

  @Test
  void otherMachinesReachItByTheNameItIsGiven() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start(0, null, "localhost");
        Admin admin = Admin.create(Map.of("bootstrap.servers", "localhost:" + broker.port()))) {
      assertThat(admin.describeCluster().nodes().get())
          .singleElement()
          .satisfies(node -> assertThat(node.host()).isEqualTo("localhost"));
    }
  }

  @Test
  void theTopicsCommandCreatesWhatIsMissing() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start()) {
      broker.createTopics(1, "video.frames");

      CommandRun run =
          CommandRun.of(
              "topics", "-b", broker.bootstrapServers(), "--partitions", "2", "--retention", "6h");

      assertThat(run.out())
          .contains("video.frames is there", "video.control created", "video.events created");
      assertThat(run.code()).isZero();
      assertThat(setting(broker, "video.events", "retention.ms")).isEqualTo("21600000");
      assertThat(setting(broker, "video.events", "max.message.bytes")).isEqualTo("16777216");
      assertThat(setting(broker, "video.control", "cleanup.policy")).isEqualTo("compact");
    }
  }

  private static String setting(EmbeddedKafka broker, String topic, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key).value();
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
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMinutes(5));
      return records.iterator().next();
    }
  }
}
