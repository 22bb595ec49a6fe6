package io.manako.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.manako.image.Image;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.process.FreePort;
import io.manako.media.GopEncoder;
import io.manako.media.JpegEncoder;
import io.manako.media.TimedImage;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import io.manako.testkit.process.Scrape;
import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a running job says to Prometheus over HTTP, and the topics that it read and wrote. */
class MetricsTest {
  private static final String PREFIX = "flink_taskmanager_job_task_operator_manako_";
  private static final String FRAMES_IN = PREFIX + "camera_id_frames_in_total";
  private static final String FRAMES_OUT = PREFIX + "camera_id_outcome_frames_total";
  private static final String CONTROL =
      "flink_taskmanager_job_task_operator_deserializer_manako_outcome_control_records_total";

  /** Two that an unset {@code filterLabelValueCharacters} makes one, and one that needs escapes. */
  private static final List<String> CAMERAS = List.of("cam-1", "cam_1", "a \"door\" \\ gate");

  private static final int GOOD = 30;
  private static final int GOP = 10;

  /**
   * Good ones, one dark, one of a width that the engine refuses, garbage twice, a breach, a GOP.
   */
  private static final int FRAMES = GOOD + 5 + GOP;

  private static EmbeddedKafka broker;
  private static RigTopics topics;
  private static RigJob job;
  private static Scrape scrape;

  @BeforeAll
  static void runTheJobUntilItHasSeenEverything() throws Exception {
    broker = EmbeddedKafka.start();
    topics = new RigTopics(broker, "metrics", 2);
    broker.createTopics(2, "metrics-tracks", "metrics-events", "metrics-counts");
    topics.produce(records());
    int port = FreePort.any();
    JobOptions options = topics.options(settings(port));
    job =
        RigJob.start(
            options, new InferenceOperatorFactory(options.inference(), LedgerPipeline::new));
    int expected = CAMERAS.size() * FRAMES + 1;
    await().until(() -> topics.results(topics.detections).size() >= expected);
    await().until(() -> topics.read(topics.deadLetters).size() >= CAMERAS.size() * 4 + 2);
    // Flink registers some of its metrics with the first checkpoint.
    await().ignoreExceptionsInstanceOf(IOException.class).until(() -> isComplete(Scrape.of(port)));
    scrape = Scrape.of(port);
  }

  @AfterAll
  static void stop() throws Exception {
    if (job != null) {
      job.cancel();
    }
    broker.close();
  }

  private static boolean isComplete(Scrape seen) throws IOException {
    return seen.labelsByName().keySet().containsAll(tableNames());
  }

  private static Set<String> tableNames() throws IOException {
    return MetricTable.read().served();
  }

  @Test
  void everyFrameThatCameInHasEndedInExactlyOneOutcome() {
    for (String camera : CAMERAS) {
      assertThat(taken(camera)).as(camera).isEqualTo(FRAMES);
      assertThat(scrape.sum(FRAMES_OUT, s -> s.label("camera_id").equals(camera)))
          .as(camera)
          .isEqualTo(FRAMES);
    }
    assertThat(taken("_none")).isEqualTo(1);
    assertThat(scrape.sum(FRAMES_IN, s -> true)).isEqualTo(CAMERAS.size() * FRAMES + 1);
    assertThat(scrape.sum(PREFIX + "frames_in_flight", s -> true)).isZero();
    assertThat(scrape.sum(PREFIX + "cameras", s -> true)).isEqualTo(CAMERAS.size() + 1);
  }

  @Test
  void outcomesAreTheRecordsOnTheTopics() throws IOException {
    Map<String, Long> written = new TreeMap<>();
    for (ResultRecord result : topics.results(topics.detections)) {
      if (!result.status().endsWith("_error")) {
        written.merge(label(result.cameraId()) + " " + result.status(), 1L, Long::sum);
      }
    }
    for (ConsumerRecord<byte[], byte[]> letter : frameLetters()) {
      String camera = letter.key() == null ? "" : new String(letter.key(), UTF_8);
      String stage = RigTopics.header(letter, "vf-stage");
      written.merge(label(camera) + " " + stage + "_error", 1L, Long::sum);
    }

    assertThat(outcomes()).isEqualTo(written);
    assertThat(written.keySet().stream().map(key -> key.substring(key.lastIndexOf(' ') + 1)))
        .contains("ok", "empty", "skipped", "contract_error", "decode_error", "inference_error");
  }

  @Test
  void refusedControlRecordsAreTheRestOfTheDeadLetters() {
    assertThat(scrape.sum(CONTROL, s -> s.label("outcome").equals("refused")))
        .isEqualTo(topics.read(topics.deadLetters).size() - frameLetters().size())
        .isEqualTo(1);
    assertThat(scrape.sum(CONTROL, s -> s.label("outcome").equals("accepted"))).isEqualTo(1);
  }

  @Test
  void histogramsCountWhatWasSeen() {
    double looked = scrape.sum(FRAMES_OUT, s -> Set.of("ok", "empty").contains(s.label("outcome")));

    assertThat(scrape.sum(PREFIX + "stage_seconds_count", s -> s.label("stage").equals("decode")))
        .isEqualTo(looked);
    assertThat(scrape.sum(PREFIX + "batch_frames_sum", s -> true)).isGreaterThanOrEqualTo(looked);
    for (String camera : CAMERAS) {
      assertThat(scrape.sum(PREFIX + "camera_id_latency_seconds_count", s -> is(s, camera)))
          .isEqualTo(FRAMES);
      assertThat(
              scrape.sum(
                  PREFIX + "camera_id_latency_seconds_le_bucket",
                  s -> is(s, camera) && s.label("le").equals("+Inf")))
          .isEqualTo(FRAMES);
    }
  }

  @Test
  void theTableHasWhatTheJobRegistersAndNothingElse() throws IOException {
    Map<String, Set<String>> registered = new LinkedHashMap<>(scrape.labelsByName());
    registered.keySet().removeIf(name -> !MetricTable.isOwn(name));
    Set<String> common =
        scrape.labelsByName().get("flink_taskmanager_job_task_operator_numRecordsIn");
    registered.values().forEach(labels -> labels.removeAll(common));

    assertThat(registered).isEqualTo(MetricTable.read().own());
  }

  @Test
  void theMetricsOfFlinkThatTheTableNamesAreThere() throws IOException {
    assertThat(scrape.labelsByName().keySet()).containsAll(tableNames());
  }

  private static boolean is(Scrape.Sample sample, String camera) {
    return sample.label("camera_id").equals(camera);
  }

  private static double taken(String camera) {
    return scrape.sum(FRAMES_IN, s -> is(s, camera));
  }

  private static String label(String camera) {
    return camera.isEmpty() ? "_none" : camera;
  }

  /** Counted outcomes, without those that never came. */
  private static Map<String, Long> outcomes() {
    return scrape.samples().stream()
        .filter(s -> s.name().equals(FRAMES_OUT) && s.value() > 0)
        .collect(
            Collectors.toMap(
                s -> s.label("camera_id") + " " + s.label("outcome"),
                s -> (long) s.value(),
                Long::sum,
                TreeMap::new));
  }

  private static List<ConsumerRecord<byte[], byte[]>> frameLetters() {
    return topics.read(topics.deadLetters).stream()
        .filter(letter -> RigTopics.header(letter, "vf-source").startsWith(topics.frames))
        .toList();
  }

  private static Map<String, String> settings(int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("job.parallelism", "2");
    settings.put("source.bounded", "false");
    settings.put("overload.policy", "sample");
    settings.put("overload.max-rate", "5");
    settings.put("tracking.enabled", "true");
    settings.put("topics.tracks", "metrics-tracks");
    settings.put("topics.events", "metrics-events");
    settings.put("topics.counts", "metrics-counts");
    settings.put("flink.metrics.reporters", "prometheus");
    String reporter = "flink.metrics.reporter.prometheus.";
    settings.put(
        reporter + "factory.class",
        "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    settings.put(reporter + "port", Integer.toString(port));
    settings.put(reporter + "filterLabelValueCharacters", "false");
    return settings;
  }

  private static List<ProducerRecord<byte[], byte[]>> records() throws IOException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String camera : CAMERAS) {
      for (int n = 0; n < GOOD; n++) {
        records.add(topics.frame(camera, n, SquareScene.jpeg(0, n)));
      }
      // Two slots apart, so that the policy lets each pass.
      records.add(topics.frame(camera, GOOD + 4, picture(SquareScene.WIDTH)));
      records.add(topics.frame(camera, GOOD + 8, picture(64)));
      records.add(topics.frame(camera, GOOD + 12, "garbage".getBytes(UTF_8)));
      records.add(topics.frame(camera, GOOD + 16, "more garbage".getBytes(UTF_8)));
      ProducerRecord<byte[], byte[]> breach = topics.frame(camera, 0, SquareScene.jpeg(0, 0));
      breach.headers().add("ce_time", "yesterday".getBytes(UTF_8));
      records.add(breach);
      ProducerRecord<byte[], byte[]> gop = topics.frame(camera, GOOD + 20, gop());
      gop.headers().add("content-type", "video/mp4".getBytes(UTF_8));
      records.add(gop);
    }
    records.add(new ProducerRecord<>(topics.frames, null, SquareScene.jpeg(0, 0)));
    records.add(control("hello"));
    records.add(
        control(
            """
            {"camera_id":"cam-1","lines":[{"id":"middle","from":[0.5,0],"to":[0.5,1]}]}"""));
    return records;
  }

  private static ProducerRecord<byte[], byte[]> control(String json) {
    return new ProducerRecord<>(topics.control, "cam-1".getBytes(UTF_8), json.getBytes(UTF_8));
  }

  private static byte[] picture(int width) throws IOException {
    return new JpegEncoder(90).encode(new Image(width, 64, new byte[width * 64 * 3]));
  }

  private static byte[] gop() throws IOException {
    List<TimedImage> images = new ArrayList<>();
    for (int n = 0; n < GOP; n++) {
      images.add(new TimedImage(SquareScene.picture(0, n), n * 100_000_000L));
    }
    return new GopEncoder(10).encode(images);
  }
}
