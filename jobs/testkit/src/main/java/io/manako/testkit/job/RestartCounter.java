package io.manako.testkit.job;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.JobExecutionStatusEvent;
import org.apache.flink.core.execution.JobStatusChangedListener;
import org.apache.flink.core.execution.JobStatusChangedListenerFactory;

/**
 * Counts Flink's restarts of the jobs of this JVM. Kills and planned failures prove nothing by
 * themselves: one may strike a task that is idle, or while the job restarts anyway.
 */
public final class RestartCounter implements JobStatusChangedListenerFactory {
  private static final Map<JobID, Course> COURSES = new ConcurrentHashMap<>();

  /** Constructor for Flink, which makes one counter per job. */
  public RestartCounter() {}

  /** Restarts of one job. */
  private static final class Course {
    private final AtomicLong restarts = new AtomicLong();
    private final CompletableFuture<JobStatus> end = new CompletableFuture<>();
  }

  /** Makes Flink count the jobs of a configuration. */
  static void addTo(Configuration flink) {
    flink.set(
        DeploymentOptions.JOB_STATUS_CHANGED_LISTENERS, List.of(RestartCounter.class.getName()));
  }

  /** Returns the number of restarts of a job so far. */
  static long restarts(JobID job) {
    return course(job).restarts.get();
  }

  /** Waits for the end of a job and returns the number of its restarts. */
  static long restartsUntilEnd(JobID job) {
    Course course = course(job);
    course.end.join();
    COURSES.remove(job);
    return course.restarts.get();
  }

  private static Course course(JobID job) {
    return COURSES.computeIfAbsent(job, id -> new Course());
  }

  @Override
  public JobStatusChangedListener createListener(Context context) {
    return event -> {
      if (event instanceof JobExecutionStatusEvent change) {
        Course course = course(change.jobId());
        if (change.newStatus() == JobStatus.RESTARTING) {
          course.restarts.incrementAndGet();
        } else if (change.newStatus().isGloballyTerminalState()) {
          course.end.complete(change.newStatus());
        }
      }
    };
  }
}
