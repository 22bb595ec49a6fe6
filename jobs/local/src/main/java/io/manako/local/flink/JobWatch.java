package io.manako.local.flink;

import io.manako.local.terminal.CommandException;
import io.manako.local.terminal.ErrorText;
import io.manako.local.terminal.Screen;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.scheduler.ExecutionGraphInfo;
import org.apache.flink.runtime.scheduler.exceptionhistory.RootExceptionHistoryEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports changes of a running job on a screen. Instances belong to one thread. */
public final class JobWatch {
  private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  /** Time after which a TaskManager is lost; one that only lost its connection is back before. */
  private static final Duration LOST = Duration.ofSeconds(10);

  private final long lostNanos;
  private final EmbeddedCluster cluster;
  private final JobID job;
  private final Screen screen;
  private long nextLook = System.nanoTime();
  private int mostTaskManagers;
  private long lostSince;
  private long lastFailure;
  private boolean runs;
  private boolean troubled;
  private String cause = "the log says why";

  JobWatch(EmbeddedCluster cluster, JobID job, Screen screen) {
    this(cluster, job, screen, LOST);
  }

  /**
   * Prepares a watch.
   *
   * @param lost time after which a TaskManager counts as lost
   */
  JobWatch(EmbeddedCluster cluster, JobID job, Screen screen, Duration lost) {
    this.lostNanos = lost.toNanos();
    this.cluster = cluster;
    this.job = job;
    this.screen = screen;
  }

  /**
   * Checks the job once a second; more frequent calls are cheap.
   *
   * @throws CommandException with a sentence if the job can never continue
   */
  public void poll() throws InterruptedException {
    long now = System.nanoTime();
    if (now < nextLook) {
      return;
    }
    nextLook = now + LOOK_NANOS;
    try {
      tell(cluster.info(job));
      requireTaskManagers(cluster.taskManagers(), now);
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      // The cluster of a job that has just ended no longer exists.
      LOG.debug("The embedded Flink does not answer", e);
    }
  }

  /** Returns whether all tasks of the job ran at the last check. */
  public boolean jobRuns() {
    return runs;
  }

  private void tell(ExecutionGraphInfo info) {
    for (RootExceptionHistoryEntry failure : info.getExceptionHistory()) {
      if (failure.getTimestamp() > lastFailure) {
        lastFailure = failure.getTimestamp();
        troubled = true;
        cause = ErrorText.of(failure.getException());
        screen.note("The job has failed and is restarted: " + cause);
      }
    }
    runs = allRun(info.getArchivedExecutionGraph());
    if (troubled && runs) {
      troubled = false;
      screen.done("The job runs again");
    }
  }

  private static boolean allRun(AccessExecutionGraph graph) {
    return StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
        .map(vertex -> vertex.getExecutionState())
        .allMatch(state -> state == ExecutionState.RUNNING || state == ExecutionState.FINISHED);
  }

  private void requireTaskManagers(int connected, long now) {
    mostTaskManagers = Math.max(mostTaskManagers, connected);
    if (connected == mostTaskManagers) {
      lostSince = 0;
    } else if (lostSince == 0) {
      lostSince = now;
      screen.note("The job has lost its TaskManager");
    } else if (now - lostSince > lostNanos) {
      throw new CommandException(
          ("the job's TaskManager has ended and nothing starts another in this process, so the job"
                  + " cannot continue (%s). Start it again: it continues after the last results that"
                  + " are committed")
              .formatted(cause));
    }
  }
}
