package io.manako.cli;

import io.manako.cli.defaults.EngineOption;
import io.manako.job.JobConfigOptions;
import io.manako.job.JobOptions;
import io.manako.job.Profile;
import io.manako.local.flink.EmbeddedJob;
import io.manako.local.flink.JobEnd;
import io.manako.local.flink.JobWatch;
import io.manako.local.terminal.Screen;
import io.manako.local.terminal.StopSignal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the job in this process, against any Kafka. */
@Command(
    name = "run",
    description = "Run the job in an embedded Flink with its web page, until Ctrl-C.",
    footer = {
      "",
      "Every option of the job is in docs/options.md.",
      "Examples:",
      "  ./manako run",
      "  ./manako run -D kafka.bootstrap-servers=kafka:9092 -D detector.score-threshold=0.4",
      "  ./manako run -D classifier.mode=crop --bounded"
    })
final class RunCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options as YAML (default: config/video-analytics.yaml).")
  private @Nullable Path config;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "An option, which overrides the file. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = {"-b", "--bootstrap"},
      paramLabel = "HOST:PORT",
      description = "Short for -D kafka.bootstrap-servers=HOST:PORT.")
  private @Nullable String bootstrap;

  @Option(
      names = "--profile",
      defaultValue = "standard",
      description = "standard, or pure-java for no native library (default: ${DEFAULT-VALUE}).")
  private Profile profile = Profile.STANDARD;

  @Option(names = "--bounded", description = "Stop at the present end of the frames topic.")
  private boolean bounded;

  @Option(
      names = "--web-port",
      defaultValue = "8081",
      description = "Port of Flink's web page; 0 for any free one, -1 for none (default: 8081).")
  private int webPort = 8081;

  @Mixin private EngineOption engine = new EngineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    WebPort.check(spec, "--web-port", webPort, -1);
    JobOptions options = JobOptions.load(ConfigFile.orUsual(config), allSettings());
    StopSignal stop = StopSignal.install();
    try {
      return run(options, Screen.standard(), stop);
    } finally {
      stop.finished();
    }
  }

  private int run(JobOptions options, Screen screen, StopSignal stop) throws Exception {
    screen.doing("Starting the job");
    try (EmbeddedJob job = EmbeddedJob.start(options, webPort)) {
      follow(job, () -> announce(screen, options, job), new Terminal(screen, stop));
      if (job.hasEnded()) {
        job.awaitEnd();
      }
      screen.doing("Stopping the job");
      return tell(job.stop(), screen, stop);
    }
  }

  /**
   * Prints how the job ended. The JVM exits as soon as the signal is finished, so the sentence is
   * printed before.
   */
  private static int tell(JobEnd end, Screen screen, StopSignal stop) {
    if (end.complete()) {
      screen.done(end.sentence());
      return CommandLine.ExitCode.OK;
    }
    screen.note(end.sentence());
    stop.failed();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private record Terminal(Screen screen, StopSignal stop) {}

  /** Waits for the job, and announces that it runs as soon as it does. */
  private static void follow(EmbeddedJob job, Runnable announcement, Terminal terminal)
      throws InterruptedException {
    JobWatch watch = job.watch(terminal.screen());
    boolean announced = false;
    while (!job.hasEnded() && !terminal.stop().awaitAMoment()) {
      watch.poll();
      if (!announced && watch.jobRuns()) {
        announcement.run();
        announced = true;
      }
    }
  }

  private static void announce(Screen screen, JobOptions options, EmbeddedJob job) {
    screen.done(
        "The job runs: %s → %s at %s; Ctrl-C stops it"
            .formatted(
                options.get(JobConfigOptions.FRAMES),
                options.get(JobConfigOptions.DETECTIONS),
                options.get(JobConfigOptions.BOOTSTRAP_SERVERS)));
    if (job.hasWebPage()) {
      screen.line("    Flink: " + job.webPage());
    }
  }

  private Map<String, String> allSettings() {
    Map<String, String> all = new HashMap<>(settings);
    profile.addTo(all);
    engine.addTo(all);
    if (bootstrap != null) {
      all.put(JobConfigOptions.BOOTSTRAP_SERVERS.key(), bootstrap);
    }
    if (bounded) {
      all.put(JobConfigOptions.BOUNDED.key(), "true");
    }
    return all;
  }
}
