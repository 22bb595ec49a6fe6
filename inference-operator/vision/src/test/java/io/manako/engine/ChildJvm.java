package io.manako.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a class in a JVM of its own: one vector width and one set of type profiles per JVM. */
final class ChildJvm {
  private ChildJvm() {}

  /** The last line that {@code main} prints. */
  static String lastLine(Class<?> main, List<String> flags) throws IOException {
    List<String> lines = lines(main, flags);
    return lines.get(lines.size() - 1);
  }

  /** All that {@code main} prints. */
  static List<String> lines(Class<?> main, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      byte[] out = process.getInputStream().readAllBytes();
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(main + " failed under " + flags);
      }
      return new String(out, StandardCharsets.UTF_8).lines().toList();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
