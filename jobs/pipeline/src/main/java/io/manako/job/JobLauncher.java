package io.manako.job;

import io.manako.job.tracing.SpanExport;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.wire.WritableResults;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Starts the job between the topics that its options name. */
public final class JobLauncher {
  private final JobOptions options;
  private final InferenceOperatorFactory inference;

  /** Launches the job with the models that its options name. */
  public JobLauncher(JobOptions options) {
    this(options, new InferenceOperatorFactory(options.inference()));
  }

  /** Launches the job with another operator. */
  public JobLauncher(JobOptions options, InferenceOperatorFactory inference) {
    this.options = options;
    this.inference = inference;
  }

  /**
   * Checks the topics and starts the job.
   *
   * @param environment made with {@link JobOptions#flink}
   * @return running job
   * @throws PreflightException with a sentence for the user if the job cannot start
   * @throws Exception if Flink refuses the job
   */
  public JobClient start(StreamExecutionEnvironment environment) throws Exception {
    int deadLetterBytes = new Preflight(options, self(environment)).check();
    inference.checkWith(new WritableResults());
    if (options.trace().export()) {
      inference.traceWith(new SpanExport(options.trace(), options.get(JobConfigOptions.NAME)));
    }
    new Topology(options, inference, deadLetterBytes).addTo(environment);
    return environment.executeAsync(options.get(JobConfigOptions.NAME));
  }

  /**
   * Returns the job's id if it is fixed, as in an application cluster of several JobManagers, else
   * null.
   */
  private static @Nullable String self(StreamExecutionEnvironment environment) {
    String id = environment.getConfiguration().get(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID);
    return id == null || id.equals(new JobID(0, 0).toString()) ? null : id;
  }
}
