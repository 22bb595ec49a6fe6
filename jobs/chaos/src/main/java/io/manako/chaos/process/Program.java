package io.manako.chaos.process;

import io.manako.local.process.ChildJvm;
import io.manako.local.terminal.CommandException;
import io.manako.operator.inference.InferenceOperator;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    Path commands = home(Program.class);
    Path operator = home(InferenceOperator.class);
    List<String> others = new ArrayList<>();
    for (String entry : ChildJvm.ownClassPath().split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      // A cluster has libraries in its lib/; Manako's own classes are in the job's jar.
      if (!Files.isDirectory(path) && !path.equals(commands) && !path.equals(operator)) {
        others.add(entry);
      }
    }
    return new Program(jobJar(commands), String.join(File.pathSeparator, others));
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path with a place that is no file", e);
    }
  }

  private static Path jobJar(Path commands) throws IOException {
    if (commands.getFileName().toString().startsWith("manako-job")) {
      return commands;
    }
    try (Stream<Path> built = Files.list(commands.getParent())) {
      return built
          .filter(file -> file.getFileName().toString().matches("jobs-.*-job\\.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandException(
                      "there is no jobs-*-job.jar in %s; 'mvn -DskipTests package' builds it"
                          .formatted(commands.getParent())));
    }
  }
}
