package io.manako.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** JVM beside this one, of the same Java, that a test starts and ends. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final Path log;
  private final Thread reaper;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
    // Ctrl-C in a command leaves no cluster behind.
    this.reaper = new Thread(process::destroyForcibly, "reaper of " + process.pid());
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /**
   * Program to start.
   *
   * @param options options of the JVM
   * @param classPath class path of the program
   * @param program main class and arguments
   */
  public record Launch(List<String> options, String classPath, List<String> program) {}

  /**
   * Starts a JVM.
   *
   * @param folder working directory; if it has a {@code conf/}, that is Flink's
   * @param log file to which both streams are appended
   */
  public static ChildJvm start(Path folder, Path log, Launch launch) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(launch.options());
    command.addAll(List.of("-cp", launch.classPath()));
    command.addAll(launch.program());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    if (Files.isDirectory(folder.resolve("conf"))) {
      builder.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
      builder.environment().put("FLINK_LIB_DIR", folder.resolve("flink/lib").toString());
    }
    // As the README advises: otherwise glibc keeps the memory that ONNX Runtime freed, once per
    // thread.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return new ChildJvm(builder.start(), log);
  }

  /**
   * Writes the configuration of a log that goes to the standard output.
   *
   * @return option of the JVM that names it
   */
  public static String logging(Path folder) throws IOException {
    Path file = folder.resolve("log4j2.properties");
    try (InputStream in = ChildJvm.class.getResourceAsStream("log4j2-processes.properties")) {
      Files.write(file, Objects.requireNonNull(in).readAllBytes());
    }
    return "-Dlog4j2.configurationFile=" + file;
  }

  /** Returns this JVM's class path, with folders and jars by their full names. */
  public static String ownClassPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the exit code after the end. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Returns whether the JVM ends by itself in time. */
  public boolean ends(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns the output of this JVM and of earlier ones with the same log. */
  public String output() throws IOException {
    return Files.readString(log, UTF_8);
  }

  /** Sends SIGKILL and waits for the end. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException e) {
      // The reaper is at work, which is as good.
      return;
    }
  }

  /** Sends SIGSTOP: the process stands still, but its sockets stay open. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Sends SIGCONT. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("SIG" + name + " could not be sent to process " + pid());
    }
  }

  @Override
  public void close() {
    kill();
  }
}
