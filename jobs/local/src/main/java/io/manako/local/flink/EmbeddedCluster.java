package io.manako.local.flink;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.scheduler.ExecutionGraphInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Local executor of Flink, whose cluster can be inspected. The cluster ends with its job. A
 * TaskManager that ends earlier is never replaced.
 */
final class EmbeddedCluster implements PipelineExecutorServiceLoader, PipelineExecutorFactory {
  private static final long ANSWER_SECONDS = 5;

  private volatile MiniCluster cluster;

  /** Returns an environment that starts a job in this cluster; the cluster starts with the job. */
  StreamExecutionEnvironment environment(Configuration flink) {
    flink.set(DeploymentOptions.TARGET, LocalExecutor.NAME);
    flink.set(DeploymentOptions.ATTACHED, true);
    if (!flink.contains(CoreOptions.DEFAULT_PARALLELISM)) {
      flink.set(CoreOptions.DEFAULT_PARALLELISM, Runtime.getRuntime().availableProcessors());
    }
    return new StreamExecutionEnvironment(this, flink, null);
  }

  /** Returns the number of TaskManagers that are connected now. */
  int taskManagers() throws ExecutionException, InterruptedException, TimeoutException {
    return cluster
        .requestClusterOverview()
        .get(ANSWER_SECONDS, TimeUnit.SECONDS)
        .getNumTaskManagersConnected();
  }

  /** Returns Flink's information about a job. */
  ExecutionGraphInfo info(JobID job)
      throws ExecutionException, InterruptedException, TimeoutException {
    return cluster.getExecutionGraphInfo(job).get(ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends a TaskManager as a fatal error in one of its tasks does. */
  void endTaskManager(int index) throws ExecutionException, InterruptedException {
    cluster.terminateTaskManager(index).get();
  }

  @Override
  public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
    return this;
  }

  @Override
  public Stream<String> getExecutorNames() {
    return Stream.of(LocalExecutor.NAME);
  }

  @Override
  public String getName() {
    return LocalExecutor.NAME;
  }

  @Override
  public boolean isCompatibleWith(Configuration configuration) {
    return true;
  }

  @Override
  public PipelineExecutor getExecutor(Configuration configuration) {
    return LocalExecutor.createWithFactory(
        configuration,
        wanted -> {
          cluster = new MiniCluster(wanted);
          return cluster;
        });
  }
}
