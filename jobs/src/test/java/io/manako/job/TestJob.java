package io.manako.job;

import io.manako.operator.InferenceOperatorFactory;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a job in a mini cluster of its own. */
final class TestJob {
  private TestJob() {}

  /**
   * Runs a bounded job to its end.
   *
   * @return how often Flink restarted it
   */
  static long run(JobOptions options, InferenceOperatorFactory inference) throws Exception {
    return run(new JobLauncher(options, inference), options);
  }

  static long run(JobLauncher launcher, JobOptions options) throws Exception {
    InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
    JobClient job = start(launcher, options, reporter);
    job.getJobExecutionResult().get();
    Metric restarts = reporter.findMetric(job.getJobID(), "numRestarts").orElseThrow();
    return ((Number) ((Gauge<?>) restarts).getValue()).longValue();
  }

  /** Starts a job that the caller ends. */
  static JobClient start(JobOptions options, InferenceOperatorFactory inference) throws Exception {
    InMemoryReporter reporter = InMemoryReporter.createWithRetainedMetrics();
    return start(new JobLauncher(options, inference), options, reporter);
  }

  private static JobClient start(
      JobLauncher launcher, JobOptions options, InMemoryReporter reporter) throws Exception {
    Configuration flink = options.flink();
    flink.set(RestOptions.BIND_PORT, "0");
    int parallelism = flink.get(CoreOptions.DEFAULT_PARALLELISM);
    return launcher.start(
        StreamExecutionEnvironment.createLocalEnvironment(
            parallelism, reporter.addToConfiguration(flink)));
  }
}
