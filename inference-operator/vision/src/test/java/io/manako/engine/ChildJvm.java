package io.manako.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a class in a JVM of its own: one vector width and one set of type profiles per JVM. */
public final class ChildJvm {
  private ChildJvm() {}

  /** The last line that {@code main} prints. */
  public static String lastLine(Class<?> main, List<String> flags, String... arguments)
      throws IOException {
    List<String> lines = lines(main, flags, arguments);
    return lines.get(lines.size() - 1);
  }

  /** All that {@code main} prints. */
  static List<String> lines(Class<?> main, List<String> flags, String... arguments)
      throws IOException {
    Path errors = Files.createTempFile("child-jvm-", ".txt");
    Process process = builder(main, flags, arguments).redirectError(errors.toFile()).start();
    try {
      byte[] out = process.getInputStream().readAllBytes();
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(main + " failed under " + flags + ": " + Files.readString(errors));
      }
      return new String(out, StandardCharsets.UTF_8).lines().toList();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
      Files.delete(errors);
    }
  }

  /**
   * A builder for a process that the caller talks to.
   *
   * @param flags options of the JVM; a {@code -cp} among them replaces this JVM's class path
   */
  public static ProcessBuilder builder(Class<?> main, List<String> flags, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(flags);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
