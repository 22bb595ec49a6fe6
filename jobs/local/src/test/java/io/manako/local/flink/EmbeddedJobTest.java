package io.manako.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.manako.job.JobOptions;
import io.manako.job.PreflightException;
import io.manako.local.files.ModelPull;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.terminal.CommandException;
import io.manako.local.terminal.Screen;
import io.manako.model.FetchListener;
import io.manako.model.ModelCatalog;
import io.manako.model.ModelFetcher;
import io.manako.model.ModelStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs with default settings, without a frame. */
@Timeout(600)
class EmbeddedJobTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Screen screen =
      new Screen(new PrintStream(said, true, StandardCharsets.UTF_8), false, 100);
  private EmbeddedKafka broker;

  @BeforeEach
  void startBroker() throws IOException {
    new ModelFetcher(ModelStore.standard())
        .fetch(ModelCatalog.standard().get(ModelPull.DEFAULT_DETECTOR), FetchListener.silent());
    broker = EmbeddedKafka.start();
    broker.createTopics(1, "video.frames", "video.detections", "video.dead-letters");
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  /** They have nothing to do, so nothing but their presence tells that they run. */
  @Test
  void aSecondJobOfTheSameNameDoesNotStartUntilTheFirstHasEnded() throws Exception {
    try (EmbeddedJob first = EmbeddedJob.start(options(Map.of()), -1)) {
      awaitMember("manako-running");

      assertThatThrownBy(() -> EmbeddedJob.start(options(Map.of()), -1))
          .isInstanceOf(PreflightException.class)
          .hasMessageContaining("source.group-id 'manako'")
          .hasMessageContaining("-D job.name=NAME");
      assertThatThrownBy(() -> EmbeddedJob.start(options(Map.of("source.group-id", "another")), -1))
          .hasMessageContaining("delivery.transaction-prefix 'manako'");
      try (EmbeddedJob other = EmbeddedJob.start(options(Map.of("job.name", "other")), -1)) {
        awaitMember("other-running");
        awaitTasks(other);
        assertThat(other.stop().complete()).isTrue();
      }
      awaitTasks(first);
      assertThat(first.stop().complete()).isTrue();
    }
    EmbeddedJob.start(options(Map.of()), -1).close();
  }

  @Test
  void aJobWhoseTaskManagerHasEndedIsOver() throws Exception {
    try (EmbeddedJob job = EmbeddedJob.start(options(Map.of()), -1)) {
      awaitMember("manako-running");
      JobWatch watch = new JobWatch(job.cluster(), job.id(), screen, Duration.ofMillis(1));
      watch.poll();

      job.cluster().endTaskManager(0);

      await()
          .atMost(PATIENCE)
          .pollInSameThread()
          .untilAsserted(
              () ->
                  assertThatThrownBy(watch::poll)
                      .isInstanceOf(CommandException.class)
                      .hasMessageContaining("TaskManager has ended")
                      .hasMessageContaining("Start it again"));
      assertThat(said.toString(StandardCharsets.UTF_8)).contains("! The job has lost");
    }
  }

  @Test
  void aJobThatCannotReachItsBrokerDoesNotSayThatAllIsCommitted() throws Exception {
    try (EmbeddedJob job = EmbeddedJob.start(options(Map.of()), -1)) {
      awaitMember("manako-running");
      broker.close();

      JobEnd end = job.stop();

      assertThat(end.complete()).isFalse();
      assertThat(end.sentence()).contains("cancelled", "committed", "next start processes");
    }
  }

  /** A job is stopped with a savepoint only once all its tasks run. */
  private static void awaitTasks(EmbeddedJob job) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        job.cluster()
                            .info(job.id())
                            .getArchivedExecutionGraph()
                            .getAllExecutionVertices())
                    .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING));
  }

  private JobOptions options(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
    return JobOptions.load(null, settings);
  }

  private void awaitMember(String group) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () ->
                  !admin
                      .describeConsumerGroups(List.of(group))
                      .describedGroups()
                      .get(group)
                      .get()
                      .members()
                      .isEmpty());
    }
  }
}
