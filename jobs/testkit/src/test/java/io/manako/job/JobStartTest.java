package io.manako.job;

import static io.manako.testkit.fault.FaultPlace.INFERENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.process.FreePort;
import io.manako.testkit.fault.Faults;
import io.manako.testkit.fault.FaultyFactory;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How jobs start, end and deliver. */
class JobStartTest {
  private static final int FRAMES = 40;
  private static EmbeddedKafka broker;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void disarm() {
    Faults.plan();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exactly-once", "at-least-once", "none"})
  void aBoundedJobDeliversEverythingUpToTheEndOfTheTopic(String guarantee) throws Exception {
    RigTopics topics = new RigTopics(broker, "bounded-" + guarantee, 2);
    topics.produce(frames(topics));
    run(topics.options(Map.of("job.parallelism", "1", "delivery.guarantee", guarantee)));
    assertThat(topics.results(topics.detections))
        .extracting(ResultRecord::sequence)
        .containsExactlyElementsOf(sequences());
  }

  @Test
  void atLeastOnceLosesNothingInAFailure() throws Exception {
    Faults.plan(INFERENCE.at(3));
    RigTopics topics = new RigTopics(broker, "at-least", 1);
    topics.produce(frames(topics));
    JobOptions options =
        topics.options(Map.of("job.parallelism", "1", "delivery.guarantee", "at-least-once"));
    assertThat(run(options)).isEqualTo(1);
    assertThat(new HashSet<>(topics.results(topics.detections)))
        .extracting(ResultRecord::sequence)
        .containsExactlyInAnyOrderElementsOf(sequences());
  }

  /** Kafka commits a group's offsets in the background, so some frames may come again. */
  @Test
  void aSecondJobOfTheGroupLosesNothing() throws Exception {
    RigTopics topics = new RigTopics(broker, "again", 1);
    JobOptions options = topics.options(Map.of("job.parallelism", "1"));
    topics.produce(frames(topics).subList(0, 15));
    run(options);
    topics.produce(frames(topics).subList(15, FRAMES));
    run(options);
    assertThat(new HashSet<>(topics.results(topics.detections)))
        .extracting(ResultRecord::sequence)
        .containsExactlyInAnyOrderElementsOf(sequences());
  }

  @Test
  void aReplayGivesTheSameBytes() throws Exception {
    RigTopics topics = new RigTopics(broker, "replay", 1);
    topics.produce(frames(topics));
    run(topics.options(Map.of("job.parallelism", "1", "source.start", "earliest")));
    run(
        topics.options(
            Map.of(
                "job.parallelism", "1", "source.start", "earliest", "inference.batch-size", "3")));
    List<String> values =
        topics.read(topics.detections).stream().map(r -> new String(r.value(), UTF_8)).toList();
    assertThat(values.subList(FRAMES, 2 * FRAMES))
        .containsExactlyElementsOf(values.subList(0, FRAMES));
  }

  @Test
  void aMissingTopicIsASentence() {
    RigTopics topics = new RigTopics(broker, "missing", 1);
    JobOptions options = topics.options(Map.of("topics.detections", "nowhere"));
    assertThatThrownBy(() -> run(options))
        .isInstanceOf(PreflightException.class)
        .hasMessageContaining("has no topic nowhere")
        .hasMessageContaining("kafka-topics.sh --create");
  }

  @Test
  void anUnreachableBrokerIsASentence() throws IOException {
    int port = FreePort.any();
    JobOptions options =
        JobOptions.load(
            null,
            Map.of("kafka.bootstrap-servers", "localhost:" + port, "kafka.timeout", "500 ms"));
    assertThatThrownBy(() -> run(options))
        .isInstanceOf(PreflightException.class)
        .hasMessageContaining("localhost:" + port + " did not answer")
        .hasMessageContaining("manako broker");
  }

  @Test
  void anAddressThatIsNoneIsASentence() {
    JobOptions options =
        JobOptions.load(null, Map.of("kafka.bootstrap-servers", "no-such-host.invalid:1"));
    assertThatThrownBy(() -> run(options))
        .isInstanceOf(PreflightException.class)
        .hasMessageContaining("no-such-host.invalid:1 cannot be used");
  }

  @Test
  void aTransactionThatTheBrokerWouldDropIsASentence() {
    RigTopics topics = new RigTopics(broker, "timeout", 1);
    JobOptions options = topics.options(Map.of("delivery.transaction-timeout", "1 h"));
    assertThatThrownBy(() -> run(options))
        .isInstanceOf(PreflightException.class)
        .hasMessageContaining("allows at most 900000 ms");
  }

  private static long run(JobOptions options) throws Exception {
    return RigJob.run(options, FaultyFactory.create(options.inference()));
  }

  private static List<ProducerRecord<byte[], byte[]>> frames(RigTopics topics) throws IOException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int n = 0; n < FRAMES; n++) {
      records.add(topics.frame("cam-0", n, SquareScene.jpeg(0, n)));
    }
    return records;
  }

  private static List<Long> sequences() {
    return LongStream.range(0, FRAMES).boxed().toList();
  }
}
