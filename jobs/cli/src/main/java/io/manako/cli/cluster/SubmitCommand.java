package io.manako.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.manako.cli.defaults.EngineOption;
import io.manako.job.JobConfigOptions;
import io.manako.job.JobOptions;
import io.manako.local.flink.FlinkRest;
import io.manako.local.terminal.CommandException;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Submits the job through a JobManager's REST interface, without Flink on this machine. */
@Command(
    name = "submit",
    description = {
      "Submit the job to a Flink cluster, unless a job of that name runs there already.",
      "The JobManager runs the job's main class and checks the options with the cluster's settings."
    },
    footer = {
      "",
      "Example: bin/manako submit --flink http://jobmanager:8081 -D"
          + " kafka.bootstrap-servers=kafka:9092"
    })
public final class SubmitCommand implements Callable<Integer> {
  private static final Set<String> OVER = Set.of("FINISHED", "CANCELED", "FAILED");
  private static final long PAUSE_MILLIS = 500;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      defaultValue = "http://localhost:8081",
      description = "Address of the JobManager (default: ${DEFAULT-VALUE}).")
  private String address = "http://localhost:8081";

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The job's jar (default: this distribution's).")
  private @Nullable Path jar;

  @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Option of the job. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time that the JobManager may take to answer (default: ${DEFAULT-VALUE}).")
  private int wait = 60;

  @Mixin private EngineOption engine = new EngineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    engine.addTo(settings);
    // Checked before they are in a request, in the JobManager's memory and on its page.
    JobOptions.checkEach(settings);
    Path file = jar();
    FlinkRest flink = new FlinkRest(address);
    String name =
        settings.getOrDefault(JobConfigOptions.NAME.key(), JobConfigOptions.NAME.defaultValue());
    for (JsonNode job : jobs(flink)) {
      if (job.path("name").asText().equals(name) && !OVER.contains(job.path("state").asText())) {
        print("job %s runs there already as %s".formatted(name, job.path("jid").asText()));
        return 0;
      }
    }
    try {
      print("submitted %s as %s".formatted(name, flink.run(flink.upload(file), arguments())));
      return 0;
    } catch (IOException e) {
      throw new CommandException(
          "Flink at %s refused the job: %s".formatted(address, e.getMessage()), e);
    }
  }

  private Path jar() {
    Path file = jar == null ? jobJar() : jar;
    if (!Files.isRegularFile(file)) {
      throw new CommandException("there is no jar " + file + ". Name the job's with --jar.");
    }
    return file;
  }

  /**
   * Returns the jar of the job, which is first on the launcher's class path; in a checkout a folder
   * of classes is.
   */
  private static Path jobJar() {
    Path first = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, 2)[0]);
    String name = first.getFileName().toString();
    return name.startsWith("manako-job")
        ? first
        : first.resolveSibling(name.replace(".jar", "-job.jar"));
  }

  /** Lists the jobs. Retries, because a cluster that has just been started does not answer yet. */
  private JsonNode jobs(FlinkRest flink) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
    while (true) {
      try {
        return flink.get("/jobs/overview").path("jobs");
      } catch (IOException | IllegalArgumentException e) {
        if (e instanceof IllegalArgumentException || System.nanoTime() > deadline) {
          throw new CommandException(
              "no Flink answers at %s (%s). Name your JobManager with --flink."
                  .formatted(
                      address, e instanceof ConnectException ? "not reachable" : e.getMessage()),
              e);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    settings.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    return arguments;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
