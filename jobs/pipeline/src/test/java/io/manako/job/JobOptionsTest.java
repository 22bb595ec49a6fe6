package io.manako.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobOptionsTest {
  @TempDir private Path folder;

  @Test
  void aSettingWinsOverTheFile() throws IOException {
    Path file = write("topics.frames: a\ntopics.detections: b\n");
    JobOptions options = JobOptions.load(file, Map.of("topics.frames", "c"));
    assertThat(options.get(JobConfigOptions.FRAMES)).isEqualTo("c");
    assertThat(options.get(JobConfigOptions.DETECTIONS)).isEqualTo("b");
  }

  @Test
  void keysMayBeNested() throws IOException {
    Path file = write("checkpoint:\n  interval: 250 ms\nkafka: {properties: {acks: 1}}\n");
    JobOptions options = JobOptions.load(file, Map.of());
    assertThat(options.get(JobConfigOptions.CHECKPOINT_INTERVAL)).isEqualTo(Duration.ofMillis(250));
    assertThat(options.kafkaProperties()).containsEntry("acks", "1");
  }

  @Test
  void flinksOwnOptionsPass() {
    JobOptions options =
        JobOptions.load(
            null, Map.of("job.parallelism", "3", "flink.execution.checkpointing.dir", "file:/x"));
    assertThat(options.flink().get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(3);
    assertThat(options.flink().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo("file:/x");
    assertThat(options.flink().get(PipelineOptions.OBJECT_REUSE)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topic.frames | x | nearest is 'topics.frames'",
        "inference.batchsize | 8 | nearest is 'inference.batch-size'",
        "kafka.bootstrap | x | nearest is 'kafka.bootstrap-servers'",
        "nonsense.key | 1 | no option 'nonsense.key'; docs/options.md lists them all.",
        "delivery.guarantee | twice | exactly-once, at-least-once, none",
        "delivery.transaction-naming | x | incrementing, pooling",
        "source.start | yesterday | committed, earliest, latest",
        "checkpoint.interval | soon | a duration such as",
        "checkpoint.interval | 0 s | must be 1 ms",
        "checkpoint.interval | 36501 d | must be 1 ms to 36500 d",
        "tracking.offline-after | 110000 d | must be 1 ms to 36500 d",
        "inference.run-timeout | 9223372036854775807 d | a duration such as",
        "kafka.timeout | 25 d | must be 1 ms to 24 d",
        "delivery.transaction-timeout | 300 d | must be 1 ms to 24 d",
        "tracking.dwell-every | 1 ns | Option 'tracking.dwell-every' is 1 ns; it must be 1 ms to"
            + " 36500 d.",
        "checkpoint.interval | 11 min | more than 'checkpoint.interval'",
        "decode.max-bytes | big | a size such as",
        "detector.score-threshold | half | must be a number: 0 to 1",
        "detector.score-threshold | 2 | must be 0 to 1",
        "job.parallelism | many | a whole number",
        "job.parallelism | 0 | must be 1 or more",
        "source.bounded | perhaps | true, false",
        "overload.policy | panic | lossless, drop-stale, sample",
        "job.name | ' ' | must be a name that is not blank",
        "topics.detections | video.frames | each needs a topic of its own"
      })
  void aWrongSettingIsASentence(String key, String value, String sentence) {
    assertThatThrownBy(() -> JobOptions.load(null, Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  /** A job that ran before an option had a range in its definition runs on. */
  @ParameterizedTest
  @CsvSource({
    "overload.max-age, 0 ms",
    "overload.max-rate, 0",
    "classifier.top-k, 0",
    "segmenter.min-share, 2"
  })
  void aValueOutOfRangeDoesNoHarmWhereItIsNotUsed(String key, String value) {
    assertThat(JobOptions.load(null, Map.of(key, value)).inference())
        .isEqualTo(JobOptions.load(null, Map.of()).inference());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: b: c' | is not valid YAML",
        "'just text' | must hold lines such as",
        "'job.name: [a, b]' | is a list",
        "'{job.name: a, job: {name: b}}' | is there twice",
        "'{job.name: a, job.name: b}' | is not valid YAML",
        "'{job.name: a}\n---\n{job.parallelism: 2}' | a second document begins after '---'"
      })
  void aWrongFileIsASentence(String text, String sentence) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> JobOptions.load(file, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aMissingFileIsASentence() {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> JobOptions.load(missing, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no readable file " + missing);
  }

  @Test
  void everythingThatIsWrongIsInOneMessage() throws IOException {
    Path file = write("topic.frames: a\nsource.start: yesterday\njob: {name: [a]}\n");
    Map<String, String> settings =
        Map.of(
            "checkpoint.interval", "soon",
            "job.parallelism", "0",
            "job.restarts", "-1",
            "detector.score-threshold", "2",
            "inference.batch-size", "0",
            "tracking.enabled", "true",
            "tracking.scenes", folder.resolve("nowhere.yaml").toString(),
            "kafka.properties-file", folder.resolve("nothing.properties").toString(),
            "topics.detections", "video.frames");

    assertThatThrownBy(() -> JobOptions.load(file, settings))
        .isInstanceOf(OptionsException.class)
        .hasMessageStartingWith("11 options are wrong:")
        .hasMessageContainingAll(
            "no option 'topic.frames'",
            "'source.start' is 'yesterday'",
            "'job.name' is a list",
            "'checkpoint.interval' is 'soon'",
            "'job.parallelism' is 0",
            "'job.restarts' is -1",
            "'detector.score-threshold' is 2.0",
            "'inference.batch-size' is 0",
            "nowhere.yaml",
            "nothing.properties",
            "each needs a topic of its own");
  }

  /** What contradicts a value that is wrong anyway may fit the right one. */
  @Test
  void nothingIsSaidOfAnOptionForTheSakeOfAWrongOne() {
    Map<String, String> settings =
        Map.of("checkpoint.interval", "20 min", "delivery.transaction-timeout", "a while");

    assertThatThrownBy(() -> JobOptions.load(null, settings))
        .hasMessageContaining("'delivery.transaction-timeout' is 'a while'")
        .hasMessageNotContaining("must be more than");
  }

  @Test
  void aJobsGroupAndTransactionsHaveItsName() {
    JobOptions named = JobOptions.load(null, Map.of("job.name", "gate"));
    assertThat(named.get(JobConfigOptions.GROUP_ID)).isEqualTo("gate");
    assertThat(named.get(JobConfigOptions.TRANSACTION_PREFIX)).isEqualTo("gate");

    JobOptions unnamed = JobOptions.load(null, Map.of("source.group-id", "other"));
    assertThat(unnamed.get(JobConfigOptions.GROUP_ID)).isEqualTo("other");
    assertThat(unnamed.get(JobConfigOptions.TRANSACTION_PREFIX)).isEqualTo("manako");
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("options.yaml"), yaml);
  }
}
