package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.manako.cli.EmbeddedKafka;
import io.manako.model.FetchListener;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import io.manako.wire.ResultRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a cluster whose JobManager, TaskManager and client are processes of their own. */
class ClusterTest {
  private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final Pattern SAVEPOINT = Pattern.compile("Path: (file:\\S+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int FRAMES = 40;

  @TempDir static Path folder;
  private static EmbeddedKafka broker;
  private static FlinkCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    new ModelFetcher(ModelStore.standard())
        .fetch(ModelCatalog.standard().get("ssdlite-mobilenet-v2-coco"), FetchListener.silent());
    broker = EmbeddedKafka.start();
    cluster = FlinkCluster.start(folder);
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
    TestTopics topics = new TestTopics(broker, "savepoint", 2);
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
    TestTopics topics = new TestTopics(broker, "wrong", 1);

    FlinkCluster.Answer answer = cluster.flink(run(topics, "-D", "detector.modle=x"));

    assertThat(answer.code()).isNotZero();
    assertThat(answer.output())
        .contains("no option 'detector.modle'; the nearest is 'detector.model'");
  }

  private static String submit(TestTopics topics, String... flinkOptions) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(run(topics)));
    arguments.addAll(2, List.of(flinkOptions));
    FlinkCluster.Answer answer = cluster.flink(arguments.toArray(String[]::new));
    assertThat(answer.output()).containsPattern(JOB);
    return find(JOB, answer.output());
  }

  /** {@code run -d -c …Main jobs.jar -D …}, with the job's own options last. */
  private static String[] run(TestTopics topics, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "-d", "-c", "io.manako.job.Main", cluster.jobJar().toString()));
    topics
        .settings(
            Map.of(
                "source.bounded", "false",
                "job.parallelism", "1",
                "delivery.transaction-naming", "incrementing"))
        .forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static void awaitResults(TestTopics topics, int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> topics.results(topics.detections).size() >= count);
  }

  private static List<ProducerRecord<byte[], byte[]>> frames(TestTopics topics, int from)
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
