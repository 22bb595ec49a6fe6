package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.manako.testkit.job.RigTopics;
import io.manako.testkit.job.SecuredKafka;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cameras over SASL_SSL: who may not write to the topic of frames cannot. */
class ProducerRightsTest {
  private static final int FRAMES = 5;

  @TempDir private static Path folder;
  private static SecuredKafka kafka;
  private static Path video;

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = SecuredKafka.start(folder);
    video = TestVideo.write(folder.resolve("square.mp4"), FRAMES, 10);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void aProducerWithoutRightsIsRefusedAndLeavesNothing() throws Exception {
    RigTopics topics = new RigTopics(kafka.open(), "stranger", 1);
    Path login = kafka.addUser("stranger", "a password");

    assertThatThrownBy(() -> send(login, topics.frames))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(AuthorizationException.class);
    CommandRun run = produce(login, topics.frames);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("does not allow this client to use topic " + topics.frames)
        .contains("docs/SECURITY.md")
        .doesNotContain("a password");
    assertThat(topics.read(topics.frames)).isEmpty();
  }

  @Test
  void whoMayOnlyReadIsRefusedTheWriting() throws Exception {
    RigTopics topics = new RigTopics(kafka.open(), "viewer", 1);
    Path login = kafka.addUser("viewer", "a password");
    kafka.allow("viewer", topic(topics.frames), AclOperation.READ);

    assertThatThrownBy(() -> send(login, topics.frames))
        .hasCauseInstanceOf(AuthorizationException.class);
    // Until the broker knows of the right, it does not show the topic either.
    await()
        .untilAsserted(
            () ->
                assertThat(produce(login, topics.frames).err())
                    .contains("does not allow this client to write to topic " + topics.frames));
    CommandRun run = produce(login, topics.frames);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("docs/SECURITY.md").doesNotContain("a password");
    assertThat(topics.read(topics.frames)).isEmpty();
  }

  @Test
  void theDocumentedRightSufficesForACamera() throws Exception {
    RigTopics topics = new RigTopics(kafka.open(), "camera", 1);
    Path login = kafka.addUser("camera", "a password");
    kafka.allow("camera", topic(topics.frames), AclOperation.WRITE);

    await().untilAsserted(() -> send(login, topics.frames));
    CommandRun run = produce(login, topics.frames);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(topics.read(topics.frames)).hasSizeGreaterThan(FRAMES);
  }

  private static CommandRun produce(Path login, String topic) {
    return CommandRun.of(
        "produce",
        video.toString(),
        "-c",
        "cam-1",
        "--topic",
        topic,
        "--max-speed",
        "-b",
        kafka.servers(),
        "--kafka-properties",
        login.toString());
  }

  private static void send(Path login, String topic) throws Exception {
    Properties properties = new Properties();
    try (InputStream file = Files.newInputStream(login)) {
      properties.load(file);
    }
    properties.put("bootstrap.servers", kafka.servers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1})).get();
    }
  }

  private static ResourcePattern topic(String name) {
    return new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
  }
}
