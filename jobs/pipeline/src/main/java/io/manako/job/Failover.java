package io.manako.job;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.executiongraph.failover.FailoverStrategyFactoryLoader;

/**
 * Makes a cluster restart all tasks of the job when one fails. By default Flink restarts the task's
 * pipelined region, and a job that does not track has one region for each subtask. With Flink 2.3 a
 * subtask of several that restarts while the source's checkpoint begins gets a gateway that knows
 * nothing of the checkpoint; {@code OperatorCoordinatorHolder} then finds that "some subtask
 * gateway can be closed while others cannot", and that ends the JobManager's process.
 */
public final class Failover {
  private Failover() {}

  /** Lets a cluster restart all tasks of a job, unless its settings name a strategy. */
  public static void restartAllTasks(Configuration cluster) {
    if (!cluster.contains(JobManagerOptions.EXECUTION_FAILOVER_STRATEGY)) {
      cluster.set(
          JobManagerOptions.EXECUTION_FAILOVER_STRATEGY,
          FailoverStrategyFactoryLoader.FULL_RESTART_STRATEGY_NAME);
    }
  }

  /** Returns whether a cluster restarts all tasks. */
  public static boolean restartsAllTasks(ReadableConfig cluster) {
    return cluster
        .get(JobManagerOptions.EXECUTION_FAILOVER_STRATEGY)
        .equalsIgnoreCase(FailoverStrategyFactoryLoader.FULL_RESTART_STRATEGY_NAME);
  }
}
