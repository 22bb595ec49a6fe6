package io.manako.job;

import static io.manako.testkit.fault.FaultPlace.DECODE;
import static io.manako.testkit.fault.FaultPlace.SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.manako.testkit.fault.Faults;
import io.manako.testkit.fault.FaultyFactory;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.testkit.job.SecuredKafka;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The job over SASL_SSL, as a user who may do what docs/SECURITY.md lists and nothing else. */
class KafkaRightsTest {
  private static final int FRAMES = 40;
  private static final int CAMERAS = 2;
  @TempDir private static Path folder;
  private static SecuredKafka kafka;

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = SecuredKafka.start(folder);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @AfterEach
  void disarm() {
    Faults.plan();
  }

  @ParameterizedTest
  @EnumSource
  void theDocumentedRightsSufficeForExactlyOnceAcrossRestarts(TransactionNamingStrategy naming)
      throws Exception {
    RigTopics topics = topics("run-" + naming);
    topics.produce(frames(topics));
    String user = "job-" + naming;
    JobOptions options =
        options(
            topics,
            kafka.addUser(user, "a password"),
            naming,
            Map.of("job.parallelism", "1", "checkpoint.interval", "300 ms"));
    for (DocumentedRight right : DocumentedRight.of(options)) {
      // The table asks for reading what is written with pooled transactions only.
      if (naming == TransactionNamingStrategy.POOLING || !isReadOfWritten(right)) {
        kafka.allow(user, right.resource(), right.operation());
      }
    }
    Faults.plan(DECODE.at(20), SNAPSHOT.at(1));

    long restarts = RigJob.run(options, FaultyFactory.create(options.inference()));

    assertThat(restarts).isEqualTo(2);
    assertComplete(topics.results(topics.detections));
    assertComplete(topics.results(topics.classifications));
    assertThat(topics.read(topics.deadLetters)).isEmpty();
  }

  @Test
  void withOneRightLessTheJobNamesIt() throws Exception {
    RigTopics topics = topics("less");
    JobOptions options =
        options(
            topics,
            kafka.addUser("less", "a password"),
            TransactionNamingStrategy.POOLING,
            Map.of("segmenter.enabled", "true", "model-swap.enabled", "true"));
    List<DocumentedRight> rights = DocumentedRight.of(options);
    for (DocumentedRight right : rights) {
      kafka.allow("less", right.resource(), right.operation());
    }
    await().untilAsserted(() -> new Preflight(options).check());
    assertThat(rights).hasSizeGreaterThan(15);
    for (DocumentedRight right : rights) {
      kafka.forbid("less", right.resource(), right.operation());
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> new Preflight(options).check())
                      .isInstanceOf(PreflightException.class)
                      .hasMessageContaining("does not allow this job's principal to")
                      .hasMessageContaining(right.operation().toString())
                      .hasMessageContaining(right.resource().name())
                      .hasMessageContaining(right.option())
                      .hasMessageContaining("docs/SECURITY.md"));
      kafka.allow("less", right.resource(), right.operation());
    }
    await().untilAsserted(() -> new Preflight(options).check());
  }

  @Test
  void aWrongPasswordIsOneSentenceAtTheStart() throws Exception {
    RigTopics topics = topics("wrong");
    kafka.addUser("known", "the right one");
    JobOptions options =
        options(
            topics,
            kafka.clientFile("known", "not the right one"),
            TransactionNamingStrategy.POOLING,
            Map.of());

    assertThatThrownBy(() -> RigJob.run(options, FaultyFactory.create(options.inference())))
        .isInstanceOf(PreflightException.class)
        .hasMessageContaining("localhost")
        .hasMessageContaining("refuses the login")
        .hasMessageContaining("kafka.properties-file")
        .hasMessageNotContaining("not the right one");
  }

  @Test
  void aCertificateThatNobodyTrustsIsOneSentence() throws Exception {
    RigTopics topics = topics("untrusted");
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap-servers", kafka.servers());
    kafka
        .publicProperties()
        .forEach((key, value) -> settings.put("kafka.properties." + key, value));
    settings.remove("kafka.properties.ssl.truststore.type");
    settings.remove("kafka.properties.ssl.truststore.location");
    settings.put("kafka.properties.security.protocol", "SSL");

    assertThatThrownBy(() -> new Preflight(topics.options(settings)).check())
        .isInstanceOf(PreflightException.class)
        .hasMessageContaining("ssl.truststore");
  }

  private static boolean isReadOfWritten(DocumentedRight right) {
    return right.operation() == AclOperation.READ
        && right.option().startsWith("topics.")
        && !right.option().equals("topics.frames")
        && !right.option().equals("topics.control");
  }

  private static RigTopics topics(String run) {
    RigTopics topics = new RigTopics(kafka.open(), run, 2);
    for (String more : List.of("tracks", "events", "counts", "segmentations", "shadow")) {
      kafka.open().createTopics(2, run + "." + more);
    }
    return topics;
  }

  private static JobOptions options(
      RigTopics topics, Path login, TransactionNamingStrategy naming, Map<String, String> more) {
    String run = topics.frames.replace(".frames", "");
    Map<String, String> settings = new HashMap<>(more);
    settings.put("kafka.bootstrap-servers", kafka.servers());
    settings.put("kafka.properties-file", login.toString());
    settings.put("delivery.transaction-naming", naming.toString());
    settings.put("classifier.mode", "frame");
    settings.put("tracking.enabled", "true");
    settings.put("topics.tracks", run + ".tracks");
    settings.put("topics.events", run + ".events");
    settings.put("topics.counts", run + ".counts");
    settings.put("topics.segmentations", run + ".segmentations");
    settings.put("topics.detections-shadow", run + ".shadow");
    return topics.options(settings);
  }

  private static List<ProducerRecord<byte[], byte[]>> frames(RigTopics topics) throws IOException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int n = 0; n < FRAMES; n++) {
      for (int camera = 0; camera < CAMERAS; camera++) {
        records.add(topics.frame("cam-" + camera, n, SquareScene.jpeg(camera, n)));
      }
    }
    return records;
  }

  private static void assertComplete(List<ResultRecord> results) {
    for (int camera = 0; camera < CAMERAS; camera++) {
      String id = "cam-" + camera;
      assertThat(results.stream().filter(r -> r.cameraId().equals(id)))
          .extracting(ResultRecord::sequence)
          .containsExactlyElementsOf(LongStream.range(0, FRAMES).boxed().toList());
    }
    assertThat(results).hasSize(CAMERAS * FRAMES);
  }
}
