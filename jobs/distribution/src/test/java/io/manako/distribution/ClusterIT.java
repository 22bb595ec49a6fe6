package io.manako.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.model.FetchListener;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import io.manako.testkit.fault.SquareScene;
import io.manako.testkit.job.RigTopics;
import io.manako.testkit.process.ProcessUsage;
import io.manako.testkit.tracing.TestCollector;
import io.manako.wire.ResultRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a cluster whose JobManager, TaskManager and client are processes of their own. */
class ClusterIT {
  private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final Pattern SAVEPOINT = Pattern.compile("Path: (file:\\S+)");
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int FRAMES = 40;
  private static final int SUBMISSIONS = 10;

  @TempDir static Path folder;
  private static EmbeddedKafka broker;
  private static Distribution distribution;
  private static FlinkCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    for (String model : List.of("ssdlite-mobilenet-v2-coco", "mobilenet-v1-1.0-224-imagenet")) {
      new ModelFetcher(ModelStore.standard())
          .fetch(ModelCatalog.standard().get(model), FetchListener.silent());
    }
    broker = EmbeddedKafka.start();
    distribution = Distribution.unpack(folder);
    cluster = FlinkCluster.start(folder, distribution);
  }

  /** What one test leaves running would take the next one's slots. */
  @AfterEach
  void cancelWhatStillRuns() throws Exception {
    for (JsonNode job : cluster.rest().get("/jobs").path("jobs")) {
      if (!ENDED.contains(job.path("status").asText())) {
        cluster.flink("cancel", job.path("id").asText());
      }
    }
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
    broker.close();
  }

  @Test
  void aJobThatIsStoppedWithASavepointGoesOnFromItWithoutLossOrDouble() throws Exception {
    RigTopics topics = new RigTopics(broker, "savepoint", 2);
    String first = submit(topics);
    topics.produce(frames(topics, 0));
    awaitResults(topics, FRAMES);

    FlinkCluster.Answer stopped =
        cluster.flink("stop", "--savepointPath", folder.resolve("savepoints").toString(), first);
    assertThat(stopped.output()).containsPattern(SAVEPOINT);
    topics.produce(frames(topics, FRAMES));
    String second = submit(topics, "--fromSavepoint", find(SAVEPOINT, stopped.output()));
    awaitResults(topics, 2 * FRAMES);

    assertThat(topics.results(topics.detections))
        .extracting(ResultRecord::sequence)
        .containsExactlyElementsOf(LongStream.range(0, 2 * FRAMES).boxed().toList());
    assertThat(cluster.flink("cancel", second).code()).isZero();
  }

  @Test
  void whatIsWrongWithTheOptionsIsSaidToWhoSubmits() throws Exception {
    RigTopics topics = new RigTopics(broker, "wrong", 1);

    List<String> command = new ArrayList<>(List.of("run", "-d"));
    command.add(distribution.jobJar().toString());
    command.addAll(arguments(topics, Map.of("detector.modle", "x")));

    FlinkCluster.Answer answer = cluster.flink(command.toArray(String[]::new));

    assertThat(answer.code()).isNotZero();
    assertThat(answer.output())
        .contains("no option 'detector.modle'; the nearest is 'detector.model'");
  }

  @Test
  void tenSubmissionsLeaveNothingBehind() throws Exception {
    try (TestCollector collector = TestCollector.start()) {
      Map<String, String> traced =
          Map.of(
              "trace.export",
              "true",
              "trace.sample-ratio",
              "1",
              "trace.endpoint",
              collector.address());
      submitTenTimes(traced);
      assertThat(collector.spans())
          .filteredOn(span -> span.name().equals("frame"))
          .hasSize(SUBMISSIONS * 5);
    }
  }

  private static void submitTenTimes(Map<String, String> options) throws Exception {
    String jar = cluster.rest().upload(distribution.jobJar());
    List<ProcessUsage.Sample> samples = new ArrayList<>();
    // Both ways to submit, and both engines.
    Map<String, String> unbounded = new HashMap<>(options);
    unbounded.put("inference.engine", "onnxruntime");
    Map<String, String> bounded = new HashMap<>(options);
    bounded.put("source.bounded", "true");
    bounded.put("inference.engine", "java");
    for (int round = 0; round < SUBMISSIONS; round++) {
      RigTopics topics = new RigTopics(broker, "round-" + round, 1);
      topics.produce(frames(topics, 0).subList(0, 5));
      String job =
          round % 2 == 0
              ? submit(topics, unbounded, List.of())
              : cluster.rest().run(jar, arguments(topics, bounded));
      awaitResults(topics, 5);
      if (round % 2 == 0) {
        assertThat(cluster.flink("cancel", job).code()).isZero();
      }
      awaitState(job, round % 2 == 0 ? "CANCELED" : "FINISHED");
      samples.add(cluster.taskManager().sample());
      System.out.println("after submission " + (round + 1) + ": " + samples.get(round));
    }

    ProcessUsage.Sample early = samples.get(2);
    // The number of loaders swings from one submission to the next (2 to 4 on a busy machine) and
    // does not grow. A job that leaves its loader behind, even every second one, adds three.
    long swing =
        samples.subList(0, 4).stream()
            .mapToLong(ProcessUsage.Sample::jobLoaders)
            .max()
            .orElseThrow();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> cluster.taskManager().sample().jobLoaders(),
            Matchers.lessThanOrEqualTo(swing + 1));
    ProcessUsage.Sample last = cluster.taskManager().sample();
    assertThat(last.metaspace()).as("metaspace, KiB").isLessThan(early.metaspace() + 8 * 1024);
    assertThat(last.threads()).as("threads").isLessThanOrEqualTo(early.threads() + 5);
    assertThat(last.files()).as("temporary files").isLessThanOrEqualTo(early.files() + 2);
    assertThat(last.resident()).as("RSS, KiB").isLessThan(early.resident() + 150 * 1024);
  }

  @Test
  void twoJobsWithTwoModelsShareATaskManager() throws Exception {
    RigTopics detected = new RigTopics(broker, "shared-detected", 1);
    RigTopics classified = new RigTopics(broker, "shared-classified", 1);
    String detecting = submit(detected);
    String classifying =
        submit(
            classified, Map.of("detector.enabled", "false", "classifier.mode", "frame"), List.of());
    detected.produce(frames(detected, 0));
    classified.produce(frames(classified, 0));

    awaitResults(detected, FRAMES);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> classified.results(classified.classifications).size() >= FRAMES);
    assertThat(classified.results(classified.detections)).isEmpty();
    for (String job : List.of(detecting, classifying)) {
      assertThat(state(job)).isEqualTo("RUNNING");
      assertThat(cluster.flink("cancel", job).code()).isZero();
    }
  }

  @Test
  void theUnpackedLauncherSubmitsAJobOnce() throws Exception {
    RigTopics topics = new RigTopics(broker, "launcher", 1);
    List<String> submit = new ArrayList<>(List.of("submit", "--flink", cluster.address()));
    submit.addAll(arguments(topics, Map.of("job.name", "launched")));
    topics.produce(frames(topics, 0));

    String first = launch(0, submit);
    String second = launch(0, submit);
    awaitResults(topics, FRAMES);

    String job = find(Pattern.compile("submitted launched as ([0-9a-f]{32})"), first);
    assertThat(second).contains("job launched runs there already as " + job);
    assertThat(cluster.flink("cancel", job).code()).isZero();
  }

  @Test
  void whatTheClusterRefusesIsSaidToWhoSubmits() throws Exception {
    List<String> submit = List.of("submit", "--flink", cluster.address());
    assertThat(launch(2, with(submit, "-D", "detector.modle=x")))
        .contains("there is no option 'detector.modle'; the nearest is 'detector.model'");
    // The files that options name are the cluster's.
    String scenes = "tracking.scenes=/no/such/scenes.yaml";
    assertThat(launch(1, with(submit, "-D", "tracking.enabled=true", "-D", scenes)))
        .contains("refused the job: ")
        .contains("/no/such/scenes.yaml");
    assertThat(launch(1, List.of("submit", "--flink", "http://localhost:1", "--wait", "0")))
        .contains("no Flink answers at http://localhost:1 (not reachable)");
  }

  private static List<String> with(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all;
  }

  private static String launch(int code, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(distribution.launcher().toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(code);
    return output;
  }

  private static String state(String job) throws Exception {
    return cluster.rest().get("/jobs/" + job).path("state").asText();
  }

  private static void awaitState(String job, String state) {
    Awaitility.await().atMost(PATIENCE).until(() -> state(job).equals(state));
  }

  private static String submit(RigTopics topics, String... flinkOptions) throws Exception {
    return submit(topics, Map.of(), List.of(flinkOptions));
  }

  private static String submit(
      RigTopics topics, Map<String, String> more, List<String> flinkOptions) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "-d"));
    command.addAll(flinkOptions);
    command.add(distribution.jobJar().toString());
    command.addAll(arguments(topics, more));
    FlinkCluster.Answer answer = cluster.flink(command.toArray(String[]::new));
    assertThat(answer.output()).containsPattern(JOB);
    return find(JOB, answer.output());
  }

  /** The job's own options. */
  private static List<String> arguments(RigTopics topics, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("source.bounded", "false");
    settings.put("job.parallelism", "1");
    settings.put("delivery.transaction-naming", "incrementing");
    settings.putAll(more);
    List<String> arguments = new ArrayList<>();
    topics
        .settings(settings)
        .forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    return arguments;
  }

  private static void awaitResults(RigTopics topics, int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> topics.results(topics.detections).size() >= count);
  }

  private static List<ProducerRecord<byte[], byte[]>> frames(RigTopics topics, int from)
      throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int sequence = from; sequence < from + FRAMES; sequence++) {
      records.add(topics.frame("cam-1", sequence, SquareScene.jpeg(0, sequence)));
    }
    return records;
  }

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
