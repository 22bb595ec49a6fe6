package io.manako.job;

import static io.manako.testkit.fault.FaultPlace.DECODE;
import static io.manako.testkit.fault.FaultPlace.INFERENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.manako.local.kafka.EmbeddedKafka;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.fault.Faults;
import io.manako.testkit.fault.FaultyFactory;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models by the control topic, from Kafka to Kafka. */
@Timeout(600)
class ModelSwapJobTest {
  /** Two in each of two partitions. */
  private static final List<Integer> CAMERAS = List.of(0, 1, 4, 7);

  private static final int FRAMES = 150;
  private static final int ACTIVATION = 80;

  private static EmbeddedKafka broker;

  @TempDir private Path folder;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void nothingStaysOpen() {
    Faults.plan();
    await().untilAsserted(() -> assertThat(NamedSquares.OPEN).hasValue(0));
    NamedSquares.OPENED.clear();
  }

  @Test
  void everyCameraSwapsOnceAtTheStatedTimeAlsoAfterAFailure() throws Exception {
    RigTopics topics = new RigTopics(broker, "swap", 2);
    topics.produce(frames(topics, 0, FRAMES));
    topics.produce(List.of(control(topics, primary(NamedSquares.SECOND))));
    broker.createTopics(2, "calm-detections", "calm-shadow", "rough-detections", "rough-shadow");

    run(topics, "calm");
    Faults.plan(INFERENCE.at(120));
    long restarts = run(topics, "rough");

    assertThat(restarts).isEqualTo(1);
    assertSwapped(topics.results("calm-detections"));
    assertThat(values(topics, "rough-detections")).isEqualTo(values(topics, "calm-detections"));
    assertThat(topics.read(topics.deadLetters)).isEmpty();
    assertThat(topics.read("calm-shadow")).isEmpty();
  }

  @Test
  void aRunningJobSwapsWithoutARestart() throws Exception {
    RigTopics topics = new RigTopics(broker, "live-swap", 2);
    broker.createTopics(2, "live-detections", "live-shadow");
    topics.produce(frames(topics, 0, 50));
    JobOptions options =
        options(topics, "live", Map.of("source.bounded", "false", "model-swap.keep-old", "500 ms"));
    RigJob job = RigJob.start(options, factory(options));
    try {
      awaitResults(topics, "live-detections", 50);
      topics.produce(List.of(control(topics, primary(NamedSquares.SECOND))));
      await().until(() -> NamedSquares.OPENED.contains(NamedSquares.SECOND));
      topics.produce(frames(topics, 50, FRAMES));
      awaitResults(topics, "live-detections", FRAMES);
      await().untilAsserted(() -> assertThat(NamedSquares.OPEN).hasValue(2));
    } finally {
      job.cancel();
    }

    assertSwapped(topics.results("live-detections"));
  }

  @Test
  void whatCannotBeUsedIsADeadLetterAndTheOldModelStays() throws Exception {
    RigTopics topics = new RigTopics(broker, "unused", 2);
    topics.produce(frames(topics, 0, FRAMES));
    String classifier = "mobilenet-v1-1.0-224-imagenet";
    topics.produce(
        List.of(
            control(topics, primary(NamedSquares.MISSING)),
            control(topics, primary(classifier)),
            control(topics, primary("/etc/passwd"))));
    broker.createTopics(2, "unused-shadow");

    run(topics, "unused");

    List<ResultRecord> results = topics.results(topics.detections);
    assertThat(results).hasSize(CAMERAS.size() * FRAMES);
    assertThat(results)
        .allSatisfy(result -> assertThat(result.model().name()).isEqualTo(NamedSquares.FIRST));
    List<ConsumerRecord<byte[], byte[]>> letters = topics.read(topics.deadLetters);
    assertThat(letters)
        .extracting(letter -> RigTopics.header(letter, "vf-reason"))
        .hasSize(4)
        .anySatisfy(reason -> assertThat(reason).contains("subtask 1 of 2", "is not on this"))
        .anySatisfy(reason -> assertThat(reason).contains("subtask 2 of 2", "is not on this"))
        .anySatisfy(reason -> assertThat(reason).contains(classifier + " is made for"))
        .anySatisfy(reason -> assertThat(reason).contains("/etc/passwd is not in the catalog"));
    assertThat(letters)
        .allSatisfy(letter -> assertThat(new String(letter.key(), UTF_8)).isEqualTo("detector"));
  }

  @Test
  void aShadowLooksAtTheFramesOfItsTimeAlone() throws Exception {
    RigTopics topics = new RigTopics(broker, "shadow", 2);
    topics.produce(frames(topics, 0, FRAMES));
    topics.produce(
        List.of(
            control(topics, shadow("\"" + NamedSquares.SECOND + "\"", 40)),
            control(topics, shadow("null", 100))));
    broker.createTopics(2, "seen-detections", "seen-shadow", "again-detections", "again-shadow");

    run(topics, "seen");
    // A run that fails may be the shadow's, which fails no task.
    Faults.plan(DECODE.at(300));
    assertThat(run(topics, "again")).isEqualTo(1);

    assertThat(topics.results("seen-detections"))
        .hasSize(CAMERAS.size() * FRAMES)
        .allSatisfy(result -> assertThat(result.model().name()).isEqualTo(NamedSquares.FIRST));
    List<ResultRecord> shadows = topics.results("seen-shadow");
    assertThat(shadows)
        .allSatisfy(result -> assertThat(result.model().name()).isEqualTo(NamedSquares.SECOND));
    assertSequences(shadows, 40, 100);
    assertThat(values(topics, "again-detections")).isEqualTo(values(topics, "seen-detections"));
    assertThat(values(topics, "again-shadow")).isEqualTo(values(topics, "seen-shadow"));
  }

  @Test
  void aJobWithoutSwapsGoesOnWithThemFromItsSavepoint() throws Exception {
    RigTopics topics = new RigTopics(broker, "saved", 2);
    broker.createTopics(2, "saved-detections", "saved-shadow");
    topics.produce(frames(topics, 0, 50));
    Map<String, String> unbounded = Map.of("source.bounded", "false");
    Map<String, String> before = new HashMap<>(unbounded);
    before.put("model-swap.enabled", "false");
    JobOptions plain = options(topics, "saved", before);
    RigJob first = RigJob.start(plain, factory(plain));
    awaitResults(topics, "saved-detections", 50);
    String savepoint = first.stop(folder);

    topics.produce(List.of(control(topics, primary(NamedSquares.SECOND))));
    topics.produce(frames(topics, 50, FRAMES));
    Map<String, String> after = new HashMap<>(unbounded);
    after.put("flink.execution.state-recovery.path", savepoint);
    JobOptions swapping = options(topics, "saved", after);
    RigJob second = RigJob.start(swapping, factory(swapping));
    awaitResults(topics, "saved-detections", FRAMES);
    second.cancel();

    assertSwapped(topics.results("saved-detections"));
  }

  private static void assertSwapped(List<ResultRecord> results) {
    assertSequences(results, 0, FRAMES);
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.model().name())
                    .as(result.frameId())
                    .isEqualTo(
                        result.sequence() < ACTIVATION ? NamedSquares.FIRST : NamedSquares.SECOND));
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.model().sha256())
                    .isEqualTo(NamedSquares.sha256(result.model().name())));
  }

  private static void assertSequences(List<ResultRecord> results, int from, int to) {
    Map<String, List<ResultRecord>> byCamera =
        results.stream().collect(groupingBy(ResultRecord::cameraId));
    assertThat(byCamera).hasSameSizeAs(CAMERAS);
    List<Long> expected = LongStream.range(from, to).boxed().toList();
    assertThat(byCamera.values())
        .allSatisfy(
            frames ->
                assertThat(frames)
                    .extracting(ResultRecord::sequence)
                    .containsExactlyElementsOf(expected));
  }

  private static void awaitResults(RigTopics topics, String topic, int frames) {
    await().until(() -> topics.read(topic).size() >= CAMERAS.size() * frames);
  }

  private static long run(RigTopics topics, String name) throws Exception {
    JobOptions options = options(topics, name, Map.of());
    return RigJob.run(options, factory(options));
  }

  private static InferenceOperatorFactory factory(JobOptions options) {
    return FaultyFactory.create(options.inference(), NamedSquares::open);
  }

  private static JobOptions options(RigTopics topics, String name, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("job.parallelism", "2");
    settings.put("model-swap.enabled", "true");
    settings.put("inference.batch-size", "4");
    settings.put("topics.detections-shadow", name + "-shadow");
    if (!name.equals("unused")) {
      settings.put("topics.detections", name + "-detections");
    }
    settings.put("source.group-id", name);
    settings.put("delivery.transaction-prefix", name);
    settings.putAll(more);
    return topics.options(settings);
  }

  private static String primary(String model) {
    return record("detector", "primary", "\"" + model + "\"", ACTIVATION);
  }

  private static String shadow(String model, int sequence) {
    return record("detector", "shadow", model, sequence);
  }

  private static String record(String slot, String role, String model, int sequence) {
    String exact =
        model.equals("null")
            ? ""
            : ",\"version\":\"1\",\"sha256\":\"%s\""
                .formatted(NamedSquares.sha256(model.replace("\"", "")));
    return "{\"slot\":\"%s\",\"role\":\"%s\",\"model\":%s%s,\"activate_at\":\"%s\"}"
        .formatted(slot, role, model, exact, time(sequence));
  }

  private static ProducerRecord<byte[], byte[]> control(RigTopics topics, String value) {
    return new ProducerRecord<>(topics.control, "detector".getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static List<String> values(RigTopics topics, String topic) {
    return topics.read(topic).stream().map(r -> new String(r.value(), UTF_8)).sorted().toList();
  }

  private static Instant time(int sequence) {
    return Instant.ofEpochMilli(1_700_000_000_000L + sequence * 100L);
  }

  private static List<ProducerRecord<byte[], byte[]>> frames(RigTopics topics, int from, int to)
      throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = from; sequence < to; sequence++) {
      for (int camera : CAMERAS) {
        byte[] jpeg = SquareScene.jpeg(camera, sequence);
        records.add(topics.frame("cam-" + camera, sequence, jpeg));
      }
    }
    return records;
  }
}
