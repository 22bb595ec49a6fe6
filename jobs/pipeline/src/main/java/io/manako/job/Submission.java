package io.manako.job;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Command line of {@link Main}. The JVM, which may be a cluster's, is never exited: wrong arguments
 * or a wrong cluster end in an exception with a sentence.
 */
@Command(
    name = "flink run … manako-job.jar",
    description = "Submit the video analytics job to a Flink cluster.",
    mixinStandardHelpOptions = true)
final class Submission {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options in YAML, such as config/video-analytics.yaml.")
  private @Nullable Path config;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "Option of the job, which overrides the file. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--profile",
      defaultValue = "standard",
      description = "standard, or pure-java for no native library (default: ${DEFAULT-VALUE}).")
  private Profile profile = Profile.STANDARD;

  @Option(names = "--bounded", description = "Stop at the topic's present end.")
  private boolean bounded;

  private Submission() {}

  /** Starts the job and returns; the cluster runs it. */
  static void submit(String[] args) throws Exception {
    Submission arguments = new Submission();
    CommandLine commandLine = new CommandLine(arguments);
    commandLine.parseArgs(args);
    if (commandLine.isUsageHelpRequested()) {
      commandLine.usage(commandLine.getOut());
      return;
    }
    JobOptions options = arguments.options();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(options.flink());
    new ClusterCheck(environment.getConfiguration(), options).check();
    new JobLauncher(options).start(environment);
  }

  private JobOptions options() {
    if (bounded) {
      settings.put(JobConfigOptions.BOUNDED.key(), "true");
    }
    profile.addTo(settings);
    return JobOptions.load(config, settings);
  }
}
