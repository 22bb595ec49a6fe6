package io.manako.job;

import static io.manako.testkit.fault.FaultPlace.INFERENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.testkit.fault.Faults;
import io.manako.testkit.fault.FaultyFactory;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Zones and lines by the control topic, from Kafka to Kafka. */
class LiveSceneJobTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FRAMES = 200;

  /** The square crosses the middle once in 38 frames. */
  private static final int ACTIVATION = 100;

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

  @Test
  void aPublishedLineCountsFromItsTimeOnInEveryRun() throws Exception {
    RigTopics topics = new RigTopics(broker, "live", 2);
    topics.produce(frames(topics));
    topics.produce(List.of(control(topics, line())));
    broker.createTopics(2, "calm-tracks", "calm-events", "calm-counts");
    broker.createTopics(2, "rough-tracks", "rough-events", "rough-counts");

    run(topics, "calm");
    Faults.plan(INFERENCE.at(15));
    run(topics, "rough");

    assertThat(Faults.struck()).hasSize(1);
    assertThat(values(topics, "rough-events")).isEqualTo(values(topics, "calm-events"));
    assertThat(crossings(topics, "calm-events"))
        .isNotEmpty()
        .allSatisfy(time -> assertThat(time).isAfterOrEqualTo(time(ACTIVATION)));
  }

  @Test
  void refusedRecordsAreDeadLettersAndTheOldLineStays() throws Exception {
    RigTopics topics = new RigTopics(broker, "refused", 2);
    topics.produce(frames(topics));
    topics.produce(
        List.of(
            control(topics, line()),
            control(topics, "hello"),
            control(
                topics,
                """
                {"camera_id":"cam-0","zones":[{"id":"z","polygon":[[0,0],[1,1]]}]}\
                """)));
    broker.createTopics(2, "refused-tracks", "refused-events", "refused-counts");

    run(topics, "refused");

    assertThat(crossings(topics, "refused-events")).isNotEmpty();
    List<ConsumerRecord<byte[], byte[]>> letters = topics.read(topics.deadLetters);
    assertThat(letters)
        .extracting(letter -> RigTopics.header(letter, "vf-reason"))
        .hasSize(2)
        .anySatisfy(reason -> assertThat(reason).contains("this is not JSON"))
        .anySatisfy(reason -> assertThat(reason).contains("zone z has 2 points"));
    assertThat(letters)
        .extracting(letter -> RigTopics.header(letter, "vf-source"))
        .allSatisfy(source -> assertThat(source).startsWith(topics.control));
    assertThat(letters).extracting(letter -> new String(letter.value(), UTF_8)).contains("hello");
  }

  @Test
  void timesThatNanosecondsCannotHoldAreDeadLettersAndTheJobGoesOn() throws Exception {
    RigTopics topics = new RigTopics(broker, "future", 2);
    long year2300 = Instant.parse("2300-01-01T00:00:00Z").toEpochMilli();
    List<ProducerRecord<byte[], byte[]>> frames = frames(topics);
    frames.add(FRAMES / 2, at(year2300, topics.frame("cam-0", FRAMES, SquareScene.jpeg(0, 0))));
    topics.produce(frames);
    topics.produce(
        List.of(
            control(topics, line()),
            control(topics, line().replace(time(ACTIVATION).toString(), "2300-01-01T00:00:00Z")),
            at(year2300, new ProducerRecord<>(topics.control, "cam-0".getBytes(UTF_8), null))));
    for (int day = 1; day <= 40; day++) {
      Instant time = time(ACTIVATION).plus(Duration.ofDays(day));
      String nothing = "{\"camera_id\":\"cam-0\",\"activate_at\":\"%s\",\"lines\":[]}";
      topics.produce(List.of(control(topics, nothing.formatted(time))));
    }
    broker.createTopics(2, "future-tracks", "future-events", "future-counts");

    run(topics, "future");

    assertThat(topics.read("future-tracks")).hasSize(FRAMES + 1);
    assertThat(crossings(topics, "future-events")).isNotEmpty();
    assertThat(topics.read(topics.deadLetters))
        .extracting(letter -> RigTopics.header(letter, "vf-reason"))
        .hasSize(3)
        .allSatisfy(reason -> assertThat(reason).contains("between 1970 and 2199"));
  }

  private static ProducerRecord<byte[], byte[]> at(
      long millis, ProducerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(
        record.topic(), null, millis, record.key(), record.value(), record.headers());
  }

  @Test
  void controlRecordsOfInventedCamerasAreRefusedBeyondTheLimitAndTheJobStarts() throws Exception {
    RigTopics topics = new RigTopics(broker, "invented", 1);
    topics.produce(frames(topics));
    List<ProducerRecord<byte[], byte[]>> records =
        new ArrayList<>(List.of(control(topics, line())));
    for (int i = 0; i < 500; i++) {
      records.add(control(topics, line().replace("cam-0", "invented-" + i)));
    }
    topics.produce(records);
    broker.createTopics(2, "invented-tracks", "invented-events", "invented-counts");
    JobOptions options = options(topics, "invented", Map.of("tracking.max-cameras", "3"));

    RigJob.run(options, FaultyFactory.create(options.inference()));

    assertThat(crossings(topics, "invented-events")).isNotEmpty();
    assertThat(topics.read(topics.deadLetters))
        .hasSize(498)
        .allSatisfy(
            letter ->
                assertThat(RigTopics.header(letter, "vf-reason")).contains("tracking.max-cameras"));
  }

  @Test
  void anEmptyControlTopicHoldsNoCameraBack() throws Exception {
    RigTopics topics = new RigTopics(broker, "empty", 2);
    topics.produce(frames(topics));
    broker.createTopics(2, "empty-tracks", "empty-events", "empty-counts");
    JobOptions options =
        options(
            topics, "empty", Map.of("source.bounded", "false", "tracking.offline-after", "1 s"));

    RigJob job = RigJob.start(options, FaultyFactory.create(options.inference()));
    try {
      // The last frame is followed only by a timer.
      await().until(() -> kinds(topics, "empty-events").contains("camera.offline"));
    } finally {
      job.cancel();
    }

    assertThat(topics.read("empty-tracks")).hasSize(FRAMES);
  }

  private static List<String> kinds(RigTopics topics, String topic) throws IOException {
    List<String> kinds = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
      kinds.add(JSON.readTree(record.value()).path("kind").asText());
    }
    return kinds;
  }

  private static void run(RigTopics topics, String name) throws Exception {
    JobOptions options = options(topics, name, Map.of());
    RigJob.run(options, FaultyFactory.create(options.inference()));
  }

  private static JobOptions options(RigTopics topics, String name, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("job.parallelism", "2");
    settings.put("tracking.enabled", "true");
    settings.put("topics.tracks", name + "-tracks");
    settings.put("topics.events", name + "-events");
    settings.put("topics.counts", name + "-counts");
    settings.put("source.group-id", name);
    settings.put("delivery.transaction-prefix", name);
    return topics.options(settings);
  }

  private static String line() {
    return """
    {"camera_id":"cam-0","activate_at":"%s","lines":[{"id":"middle","from":[0.5,0],"to":[0.5,1]}]}\
    """
        .formatted(time(ACTIVATION));
  }

  private static ProducerRecord<byte[], byte[]> control(RigTopics topics, String value) {
    return new ProducerRecord<>(topics.control, "cam-0".getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static List<String> values(RigTopics topics, String topic) {
    return topics.read(topic).stream().map(r -> new String(r.value(), UTF_8)).sorted().toList();
  }

  private static List<Instant> crossings(RigTopics topics, String topic) throws IOException {
    List<Instant> times = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
      JsonNode event = JSON.readTree(record.value());
      if (event.path("kind").asText().equals("line.cross")) {
        times.add(Instant.parse(event.path("start_time").asText()));
      }
    }
    return times;
  }

  private static Instant time(int sequence) {
    return Instant.ofEpochMilli(1_700_000_000_000L + sequence * 100L);
  }

  private static List<ProducerRecord<byte[], byte[]>> frames(RigTopics topics) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = 0; sequence < FRAMES; sequence++) {
      records.add(topics.frame("cam-0", sequence, SquareScene.jpeg(0, sequence)));
    }
    return records;
  }
}
