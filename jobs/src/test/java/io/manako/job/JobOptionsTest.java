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
        "delivery.guarantee | twice | exactly-once, at-least-once, none",
        "delivery.transaction-naming | x | incrementing, pooling",
        "source.start | yesterday | committed, earliest, latest",
        "checkpoint.interval | soon | a duration such as",
        "checkpoint.interval | 0 s | must be 1 ms",
        "checkpoint.interval | 11 min | more than 'checkpoint.interval'",
        "decode.max-bytes | big | a size such as",
        "detector.score-threshold | half | takes a number",
        "detector.score-threshold | 2 | must be 0 to 1",
        "job.parallelism | many | a whole number",
        "job.parallelism | 0 | must be 1 or more",
        "source.bounded | perhaps | true, false",
        "overload.policy | panic | lossless, drop-stale, sample",
        "topics.detections | video.frames | each needs a topic of its own"
      })
  void aWrongSettingIsASentence(String key, String value, String sentence) {
    assertThatThrownBy(() -> JobOptions.load(null, Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
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

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("options.yaml"), yaml);
  }
}
