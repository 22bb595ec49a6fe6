package io.manako.testkit.job;

import io.manako.job.Failover;
import io.manako.job.JobLauncher;
import io.manako.job.JobOptions;
import io.manako.operator.inference.InferenceOperatorFactory;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Job in a mini cluster of its own inside this JVM.
 *
 * @param client client of the running job
 */
public record RigJob(JobClient client) {

  /** Starts a job that the caller ends. */
  public static RigJob start(JobOptions options, InferenceOperatorFactory inference)
      throws Exception {
    return start(new JobLauncher(options, inference), options);
  }

  /** Starts a job with a launcher that the caller made from the options. */
  public static RigJob start(JobLauncher launcher, JobOptions options) throws Exception {
    Configuration flink = options.flink();
    if (!flink.contains(RestOptions.BIND_PORT)) {
      flink.set(RestOptions.BIND_PORT, "0");
    }
    Failover.restartAllTasks(flink);
    RestartCounter.addTo(flink);
    int parallelism = flink.get(CoreOptions.DEFAULT_PARALLELISM);
    return new RigJob(
        launcher.start(StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink)));
  }

  /**
   * Runs a bounded job to its end.
   *
   * @return number of Flink's restarts
   */
  public static long run(JobOptions options, InferenceOperatorFactory inference) throws Exception {
    return start(options, inference).awaitEnd();
  }

  /** Runs a bounded job with a launcher that the caller made from the options. */
  public static long run(JobLauncher launcher, JobOptions options) throws Exception {
    return start(launcher, options).awaitEnd();
  }

  /**
   * Waits for the end of a bounded job; throws the reason if it failed.
   *
   * @return number of Flink's restarts
   */
  public long awaitEnd() throws Exception {
    client.getJobExecutionResult().get();
    return RestartCounter.restartsUntilEnd(client.getJobID());
  }

  /** Returns the number of Flink's restarts so far. */
  public long restarts() {
    return RestartCounter.restarts(client.getJobID());
  }

  /** Ends an unbounded job at once. */
  public void cancel() throws Exception {
    client.cancel().get();
  }

  /**
   * Stops the job with a savepoint, without end of input.
   *
   * @param folder folder for savepoints
   * @return path of the savepoint
   */
  public String stop(Path folder) throws Exception {
    return client
        .stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }
}
