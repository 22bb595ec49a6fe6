package io.manako.local.flink;

import io.manako.job.Failover;
import io.manako.job.JobLauncher;
import io.manako.job.JobOptions;
import io.manako.local.files.Folders;
import io.manako.local.process.FreePort;
import io.manako.local.terminal.Screen;
import io.manako.operator.pipeline.ModelPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Job in a Flink cluster of its own inside this process. */
public final class EmbeddedJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedJob.class);
  private static final long STOP_SECONDS = 8;

  private final EmbeddedCluster cluster;
  private final JobClient client;
  private final int webPort;
  private final Path folder;
  private @Nullable JobEnd end;

  private EmbeddedJob(EmbeddedCluster cluster, JobClient client, int webPort, Path folder) {
    this.cluster = cluster;
    this.client = client;
    this.webPort = webPort;
    this.folder = folder;
  }

  /**
   * Starts the job; returns once Flink has accepted it.
   *
   * @param options options of the job
   * @param webPort port of Flink's web page: 0 for any free one, −1 for none
   * @throws io.manako.model.ModelException if a model is missing, damaged or unfit
   * @throws io.manako.engine.EngineException if the engine or its device is missing
   * @throws IOException with a sentence if the port is taken
   * @throws Exception if the job's own checks or Flink refuse the job
   */
  public static EmbeddedJob start(JobOptions options, int webPort) throws Exception {
    // Flink accepts a job before its tasks open their models. The tasks do so in this process, so
    // obstacles are found here.
    ModelPipeline.open(options.inference()).close();
    Path folder = Files.createTempDirectory("manako-flink-");
    try {
      return start(options, webPort, folder);
    } catch (Exception e) {
      Folders.deleteQuietly(folder);
      throw e;
    }
  }

  private static EmbeddedJob start(JobOptions options, int webPort, Path folder) throws Exception {
    Configuration flink = options.flink();
    if (!flink.contains(CoreOptions.TMP_DIRS)) {
      flink.set(CoreOptions.TMP_DIRS, folder.toString());
      flink.set(WebOptions.TMP_DIR, folder.toString());
    }
    Failover.restartAllTasks(flink);
    int port = webPort;
    if (webPort >= 0) {
      port = freePort(webPort);
      addPage(flink, port);
    }
    EmbeddedCluster cluster = new EmbeddedCluster();
    JobClient client = new JobLauncher(options).start(cluster.environment(flink));
    return new EmbeddedJob(cluster, client, port, folder);
  }

  /**
   * Adds Flink's page for this machine alone. By default the page would listen on every interface,
   * run any program that anybody uploads, and let every site that a browser visits read it.
   */
  public static void addPage(Configuration flink, int port) {
    flink.set(RestOptions.PORT, port);
    flink.set(RestOptions.BIND_PORT, Integer.toString(port));
    setIfMissing(flink, RestOptions.BIND_ADDRESS, "localhost");
    setIfMissing(flink, WebOptions.SUBMIT_ENABLE, false);
    setIfMissing(flink, WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://localhost:" + port);
  }

  private static <T> void setIfMissing(Configuration flink, ConfigOption<T> option, T value) {
    if (!flink.contains(option)) {
      flink.set(option, value);
    }
  }

  /** Returns whether there is a web page at {@link #webPage}. */
  public boolean hasWebPage() {
    return webPort >= 0;
  }

  /** Returns the address of Flink's web page. */
  public String webPage() {
    return "http://localhost:" + webPort;
  }

  /** Returns whether the job has ended, well or not. */
  public boolean hasEnded() {
    return client.getJobExecutionResult().isDone();
  }

  /**
   * Waits for a job that ends by itself.
   *
   * @throws ExecutionException with the reason if it failed
   */
  public void awaitEnd() throws ExecutionException, InterruptedException {
    client.getJobExecutionResult().get();
  }

  /** Watches the job and reports changes on a screen. */
  public JobWatch watch(Screen screen) {
    return new JobWatch(cluster, client.getJobID(), screen);
  }

  /** Returns the cluster, which ends with the job. */
  EmbeddedCluster cluster() {
    return cluster;
  }

  /** Returns Flink's id of the job. */
  JobID id() {
    return client.getJobID();
  }

  /**
   * Stops the job such that every result of every frame it has read is committed, with the offsets:
   * the next start continues right after them. After eight seconds the job is cancelled instead;
   * then the frames since the last checkpoint are processed again.
   *
   * @return the way in which the job ended
   */
  public JobEnd stop() throws InterruptedException {
    if (end == null) {
      end = hasEnded() ? endOfItself() : stopNow();
    }
    return end;
  }

  @Override
  public void close() throws InterruptedException {
    try {
      stop();
    } finally {
      // Flink's own threads are about to delete parts of it too.
      Folders.deleteQuietly(folder);
    }
  }

  private JobEnd endOfItself() throws InterruptedException {
    try {
      awaitEnd();
      return JobEnd.COMPLETE;
    } catch (ExecutionException e) {
      return new JobEnd(false, null);
    }
  }

  private JobEnd stopNow() throws InterruptedException {
    String savepoint = folder.resolve("savepoint").toUri().toString();
    try {
      client
          .stopWithSavepoint(true, savepoint, SavepointFormatType.NATIVE)
          .get(STOP_SECONDS, TimeUnit.SECONDS);
      return JobEnd.COMPLETE;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The job did not stop with a savepoint and is cancelled", e);
      JobEnd cancelled = new JobEnd(false, lastCheckpoint());
      cancel();
      return cancelled;
    }
  }

  private @Nullable Instant lastCheckpoint() throws InterruptedException {
    try {
      CheckpointStatsSnapshot checkpoints =
          cluster.info(client.getJobID()).getArchivedExecutionGraph().getCheckpointStatsSnapshot();
      CompletedCheckpointStats last =
          checkpoints == null ? null : checkpoints.getHistory().getLatestCompletedCheckpoint();
      return last == null ? null : Instant.ofEpochMilli(last.getTriggerTimestamp());
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Flink does not report the job's checkpoints", e);
      return null;
    }
  }

  private void cancel() throws InterruptedException {
    try {
      client.cancel().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The job could not be cancelled; its cluster is closed nevertheless", e);
    }
  }

  private static int freePort(int wanted) throws IOException {
    try {
      return FreePort.on("localhost", wanted);
    } catch (IOException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "port %d for Flink's web page is taken; choose another with --web-port, or 0 for any",
              wanted),
          e);
    }
  }
}
