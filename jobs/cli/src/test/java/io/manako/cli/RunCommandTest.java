package io.manako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.engine.EngineException;
import io.manako.job.JobOptions;
import io.manako.local.files.ModelPull;
import io.manako.local.flink.EmbeddedJob;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.model.FetchListener;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} says when the job cannot start. */
class RunCommandTest {
  private static EmbeddedKafka broker;

  @TempDir private Path folder;

  @BeforeAll
  static void startBroker() throws IOException {
    new ModelFetcher(ModelStore.standard())
        .fetch(ModelCatalog.standard().get(ModelPull.DEFAULT_DETECTOR), FetchListener.silent());
    broker = EmbeddedKafka.start();
    broker.createTopics(
        1, "video.frames", "video.detections", "video.classifications", "video.dead-letters");
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void aModelThatIsNotThereIsOneSentence() {
    CommandRun run = run("detector.model=no-such-model");

    assertThat(run.err()).startsWith("manako: there is no model no-such-model; ").hasLineCount(1);
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void aModelFileThatIsDamagedIsOneSentence() throws IOException {
    Files.writeString(folder.resolve("model.onnx"), "no network");
    Files.write(folder.resolve("labels.txt"), List.of("thing"));
    Files.writeString(
        folder.resolve("model.yaml"),
        Files.readString(Path.of("../../config/model.example.yaml"))
            + "sha256: "
            + "0".repeat(64)
            + "\n");

    CommandRun run = run("detector.model=" + folder);

    assertThat(run.err()).startsWith("manako: ").contains("model.onnx", "sha256").hasLineCount(1);
    assertThat(run.code()).isEqualTo(1);
  }

  /** Nothing says that the job runs before it is known to be able to. */
  @Test
  void aJobWithoutItsDeviceIsNeverStarted() {
    JobOptions options =
        JobOptions.load(
            null,
            Map.of(
                "kafka.bootstrap-servers", broker.bootstrapServers(), "inference.device", "cuda"));

    assertThatThrownBy(() -> EmbeddedJob.start(options, -1).close())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("the device cuda is not");
  }

  private static CommandRun run(String setting) {
    return CommandRun.of("run", "--web-port=-1", "-b", broker.bootstrapServers(), "-D", setting);
  }
}
