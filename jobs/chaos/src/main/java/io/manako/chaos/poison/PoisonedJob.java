package io.manako.chaos.poison;

import io.manako.job.JobOptions;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.testkit.fault.SquarePipeline;
import io.manako.testkit.job.RigJob;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Main class of a process that runs a job until its input ends or its decoder kills it. At the end
 * of input everything that it has read is committed.
 */
public final class PoisonedJob {
  private static final int FAILED = 2;

  private PoisonedJob() {}

  /**
   * Runs the job.
   *
   * @param arguments the poison, a folder for the last savepoint, then options as {@code key=value}
   */
  public static void main(String[] arguments) throws Exception {
    Poison poison = Poison.parse(arguments[0]);
    Map<String, String> settings =
        Arrays.stream(arguments)
            .skip(2)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    JobOptions options = JobOptions.load(null, settings);
    RigJob job =
        RigJob.start(
            options,
            new InferenceOperatorFactory(
                options.inference(),
                opened -> new CrashingPipeline(new SquarePipeline(opened), poison)));
    var unused = job.client().getJobExecutionResult().whenComplete((result, error) -> ended(error));
    while (System.in.read() >= 0) {
      // Only the end of the process matters.
    }
    job.stop(Path.of(arguments[1]));
    Runtime.getRuntime().halt(0);
  }

  private static void ended(@Nullable Throwable error) {
    if (error != null) {
      System.err.println("the job has failed: " + error);
      Runtime.getRuntime().halt(FAILED);
    }
  }
}
