package io.manako.local.process;

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
import java.util.stream.Stream;

/** A JVM beside this one, of the same Java, which ends with this one at the latest. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final Path log;
  private final Thread reaper;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
    // Ctrl-C ends this JVM, and no cluster may stay behind.
    this.reaper = new Thread(process::destroyForcibly, "reaper of " + process.pid());
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /**
   * The command line and the environment of a JVM.
   *
   * @param options options of the JVM; of two that contradict each other, the later one counts
   * @param classPath class path of the program
   * @param program the main class and its arguments
   */
  public record Launch(List<String> options, String classPath, List<String> program) {
    /** The engine needs the Vector API, and Flink's serializers need {@code java.util}. */
    private static final List<String> NEEDED =
        List.of(
            "--add-modules=jdk.incubator.vector", "--add-opens=java.base/java.util=ALL-UNNAMED");

    private static final String LOGGING = "log4j2.configurationFile";

    /**
     * A program of ours: it has this JVM's class path and the options that each of our JVMs needs.
     *
     * @param main the main class
     */
    public static Launch of(String main, List<String> arguments) {
      return new Launch(NEEDED, ownClassPath(), joined(List.of(main), arguments));
    }

    /** The same with further options of the JVM. */
    public Launch with(List<String> more) {
      return new Launch(joined(options, more), classPath, program);
    }

    /** The same with this JVM's configuration of the log, if it has one. */
    public Launch withOwnLogging() {
      String file = System.getProperty(LOGGING);
      return file == null ? this : with(List.of("-D" + LOGGING + "=" + file));
    }

    /** A builder for a process that the caller talks to in its own way; its command can change. */
    public ProcessBuilder builder() {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.addAll(List.of("-cp", classPath));
      command.addAll(program);
      ProcessBuilder builder = new ProcessBuilder(command);
      // As the images set it: else glibc keeps freed memory for each thread.
      builder.environment().put("MALLOC_ARENA_MAX", "2");
      return builder;
    }

    private static List<String> joined(List<String> first, List<String> second) {
      return Stream.concat(first.stream(), second.stream()).toList();
    }
  }

  /**
   * Starts a JVM.
   *
   * @param folder working directory; if it has a {@code conf/}, that is Flink's
   * @param log file to which both streams are appended
   */
  public static ChildJvm start(Path folder, Path log, Launch launch) throws IOException {
    ProcessBuilder builder =
        launch
            .builder()
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    if (Files.isDirectory(folder.resolve("conf"))) {
      builder.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
      builder.environment().put("FLINK_LIB_DIR", folder.resolve("flink/lib").toString());
    }
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
