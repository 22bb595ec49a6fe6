package io.manako.chaos.poison;

import io.manako.chaos.check.ChaosRun;
import io.manako.local.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts a job again and again from its last checkpoint, each time in a new process, as any
 * supervisor of a cluster does.
 *
 * @param run run whose folder holds checkpoints and the processes' output
 * @param settings settings of the job
 * @param poison poison for its decoder
 * @param progress progress that tells when the job is through
 */
record JobStarts(
    ChaosRun run, Map<String, String> settings, Poison poison, GroupProgress progress) {
  private static final long LOOK_MILLIS = 200;

  private static final List<String> CRASHING =
      List.of(
          "-Xmx512m", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash", "-XX:TieredStopAtLevel=1");

  /**
   * Summary of the starts.
   *
   * @param starts number of processes
   * @param crashed number of crashes, by the report that the JVM writes on a fatal signal
   * @param finished true if the last process reached the end of the topic
   */
  record Course(int starts, int crashed, boolean finished) {}

  /** Returns the folder of the checkpoints. */
  static Path checkpoints(ChaosRun run) {
    return run.folder().resolve("checkpoints");
  }

  /** Starts the job until it has reached its end, up to a limit. */
  Course startUntilEnd(int most) throws IOException, InterruptedException, ExecutionException {
    int crashed = 0;
    for (int start = 1; start <= most; start++) {
      Path output = run.folder().resolve("job-" + start + ".txt");
      Path report = run.folder().resolve("crash-" + start + ".log");
      int exit = start(output, report);
      run.say("start %d of the job ended with exit code %d", start, exit);
      if (exit == 0) {
        return new Course(start, crashed, true);
      }
      if (!Files.exists(report)) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "the job failed with exit code %d: %s",
                exit,
                Files.readString(output)));
      }
      crashed++;
    }
    return new Course(most, crashed, false);
  }

  private int start(Path output, Path report)
      throws IOException, InterruptedException, ExecutionException {
    ChildJvm.Launch launch =
        ChildJvm.Launch.of(PoisonedJob.class.getName(), arguments())
            .with(CRASHING)
            .with(List.of("-XX:ErrorFile=" + report))
            .withOwnLogging();
    Process process =
        launch.builder().redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (progress.isComplete()) {
          process.getOutputStream().close();
          return process.waitFor();
        }
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> arguments() throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(poison.toString());
    arguments.add(run.folder().resolve("savepoint").toString());
    settings.forEach((key, value) -> arguments.add(key + "=" + value));
    lastCheckpoint()
        .ifPresent(path -> arguments.add("flink.execution.state-recovery.path=" + path));
    return arguments;
  }

  private Optional<String> lastCheckpoint() throws IOException {
    if (!Files.isDirectory(checkpoints(run))) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(checkpoints(run))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparing(JobStarts::time))
          .map(file -> file.getParent().toUri().toString());
    }
  }

  private static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
