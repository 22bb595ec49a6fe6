package io.manako.chaos.process;

import io.manako.job.JobOptions;
import io.manako.local.process.ChildJvm;
import io.manako.local.terminal.CommandException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Class paths of a check's processes: this JVM's own libraries, in a checkout those of its build,
 * and the job's jar beside them.
 *
 * @param jobJar jar that a cluster gets to run
 * @param withoutJob class path of a cluster
 */
record Program(Path jobJar, String withoutJob) {
  /**
   * Finds the class paths.
   *
   * @throws CommandException if the job's jar has not been built
   */
  static Program own() throws IOException {
    // A cluster has libraries in its lib/; Manako's own classes are in the job's jar.
    List<String> others =
        Arrays.stream(ChildJvm.ownClassPath().split(File.pathSeparator, -1))
            .filter(entry -> !isOwn(Path.of(entry)))
            .toList();
    return new Program(jobJar(home(JobOptions.class)), String.join(File.pathSeparator, others));
  }

  /** Whether an entry of a class path has Manako's classes: a module's folder or jar. */
  private static boolean isOwn(Path entry) {
    return Files.isDirectory(entry) || name(entry).matches("manako-.*\\.jar");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path with a place that is no file", e);
    }
  }

  /**
   * Returns the job's jar: in a distribution the pipeline's classes come from it, and in a checkout
   * it lies beside them.
   */
  private static Path jobJar(Path pipeline) throws IOException {
    if (isJob(pipeline)) {
      return pipeline;
    }
    try (Stream<Path> built = Files.list(pipeline.getParent())) {
      return built
          .filter(Program::isJob)
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandException(
                      "there is no manako-job-*.jar in %s; 'mvn -DskipTests package' builds it"
                          .formatted(pipeline.getParent())));
    }
  }

  private static boolean isJob(Path file) {
    return name(file).matches("manako-job-.*\\.jar");
  }
}
