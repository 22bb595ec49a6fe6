package io.manako.local.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the system and waits for it. */
final class ExternalProgram {
  private ExternalProgram() {}

  /**
   * Runs a command and catches its output.
   *
   * @throws IOException with the program's last line if it is missing, fails or takes too long
   */
  static void run(Path folder, Duration patience, List<String> command)
      throws IOException, InterruptedException {
    Path log = folder.resolve(command.get(0) + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            command.get(0) + " did not end within " + patience.toSeconds() + " seconds");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(command.get(0) + " says: " + lastLine(log));
    }
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = new String(Files.readAllBytes(log), UTF_8).lines().toList();
    return lines.stream()
        .filter(line -> line.startsWith("E: ") || line.contains("rror"))
        .findFirst()
        .orElse(lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1));
  }
}
