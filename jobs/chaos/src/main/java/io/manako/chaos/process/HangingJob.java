package io.manako.chaos.process;

import io.manako.job.JobOptions;
import io.manako.testkit.job.RigJob;
import io.manako.testkit.job.RigTopics;
import java.util.Map;

/** Process with a job whose engines hang one after the other. */
final class HangingJob {
  private HangingJob() {}

  /**
   * Runs until the process is ended.
   *
   * @param arguments the broker, the name of the run, the named pipe
   */
  public static void main(String[] arguments) throws Exception {
    RigTopics topics = RigTopics.create(arguments[0], arguments[1], 1);
    JobOptions options =
        topics.options(
            Map.of(
                "source.bounded", "false", "job.parallelism", "1", "inference.run-timeout", "1 s"));
    TrapPipeline.TRAPS.set(Integer.MAX_VALUE);
    RigJob.start(options, StuckCheck.factory(options, arguments[2])).awaitEnd();
  }
}
