package io.manako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.manako.local.kafka.ContractTopics;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.kafka.EmbeddedKafka.Listening;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RetentionTest {
  private static final Map<String, String> AN_HOUR = Map.of("retention.ms", "3600000");

  /** Of a camera whose clock began with its start. */
  private static final long CAPTURED = 1000;

  @Test
  @Timeout(600)
  void resultsOfOldFootageStayAsLongAsTheRetentionSays() throws Exception {
    try (EmbeddedKafka broker = lookingForOldRecordsAllTheTime();
        KafkaProducer<byte[], byte[]> producer = producer(broker);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      broker.createTopics(ContractTopics.all(1, (short) 1, AN_HOUR));
      broker.createTopics(List.of(new NewTopic("by-capture", 1, (short) 1).configs(AN_HOUR)));
      List<String> written =
          ContractTopics.names().stream()
              .filter(topic -> !topic.equals("video.frames") && !topic.equals("video.control"))
              .toList();
      for (String topic : written) {
        send(producer, topic);
      }
      // When the third is gone, the broker has looked at everything since.
      for (int gone = 1; gone <= 3; gone++) {
        send(producer, "by-capture");
        long expected = gone;
        await().until(() -> firstOffset(admin, "by-capture") == expected);
      }

      for (String topic : written) {
        assertThat(firstOffset(admin, topic)).as(topic).isZero();
      }
    }
  }

  private static EmbeddedKafka lookingForOldRecordsAllTheTime() throws IOException {
    return EmbeddedKafka.start(
        0,
        null,
        new Listening(
            "127.0.0.1",
            settings -> {
              settings.put("log.retention.check.interval.ms", "50");
              settings.put("log.initial.task.delay.ms", "50");
            }));
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String topic) throws Exception {
    byte[] camera = "cam".getBytes(UTF_8);
    producer.send(new ProducerRecord<>(topic, 0, CAPTURED, camera, camera)).get();
  }

  private static long firstOffset(Admin admin, String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.earliest()))
        .partitionResult(partition)
        .get()
        .offset();
  }
}
