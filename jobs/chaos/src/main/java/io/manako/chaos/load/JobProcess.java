package io.manako.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.chaos.check.ChaosRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Process of a {@link LoadedJob} and the way to talk to it. The heap is fixed, so that growth of
 * other memory shows.
 */
final class JobProcess implements AutoCloseable {
  /** Heap that the job needs, and as much again for a leak to show before it kills. */
  private static final String HEAP = "384m";

  private final Process process;
  private final Path errors;
  private final BufferedReader answers;
  private final PrintStream orders;

  private JobProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.answers = process.inputReader(UTF_8);
    this.orders = new PrintStream(process.getOutputStream(), true, UTF_8);
  }

  /**
   * Starts a process that ends with {@link #close}, or with this process.
   *
   * @param settings settings of its job
   * @param fitting class with a constructor without arguments
   */
  static JobProcess start(
      ChaosRun run, Map<String, String> settings, Class<? extends Fitting> fitting)
      throws IOException {
    Path folder = Files.createTempDirectory(run.folder(), "job-");
    Path file = folder.resolve("job.properties");
    Properties properties = new Properties();
    properties.putAll(settings);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    List<String> command = new ArrayList<>(java(folder));
    command.addAll(List.of(LoadedJob.class.getName(), file.toString(), fitting.getName()));
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    // As docs and images set it: freed memory is handed back instead of kept by each thread.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return new JobProcess(builder.start(), errors);
  }

  private static List<String> java(Path folder) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("--add-opens=java.base/java.util=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Xms" + HEAP, "-Xmx" + HEAP, "-XX:+AlwaysPreTouch"));
    // Memory that is kept for a while and then freed is noise: soft references, and the garbage
    // that three of four full collections leave in place.
    command.addAll(List.of("-XX:SoftRefLRUPolicyMSPerMB=0", "-XX:MarkSweepAlwaysCompactCount=1"));
    command.add("-XX:NativeMemoryTracking=summary");
    command.add("-Djava.io.tmpdir=" + folder);
    String logging = System.getProperty("log4j2.configurationFile");
    if (logging != null) {
      command.add("-Dlog4j2.configurationFile=" + logging);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  /** Waits for the job to run, then samples its resources. */
  Vitals sample() throws IOException {
    orders.println(LoadedJob.SAMPLE);
    String line = answers.readLine();
    while (line != null && !Vitals.isLine(line)) {
      line = answers.readLine();
    }
    if (line == null) {
      throw new IOException("the job's process has ended: " + Files.readString(errors));
    }
    return Vitals.parse(line);
  }

  /** Sends a request to its {@link Fitting}. */
  void tell(String word) {
    orders.println(word);
  }

  /** Returns whether the process runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
