package io.manako.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.chaos.check.ChaosRun;
import io.manako.local.process.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /**
   * Memory that is kept for a while and then goes is noise: soft references, and the garbage that
   * three of four full collections leave where it lies.
   */
  private static final List<String> MEASURED =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms" + HEAP,
          "-Xmx" + HEAP,
          "-XX:+AlwaysPreTouch",
          "-XX:SoftRefLRUPolicyMSPerMB=0",
          "-XX:MarkSweepAlwaysCompactCount=1",
          "-XX:NativeMemoryTracking=summary");

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
    Path errors = folder.resolve("errors.txt");
    ChildJvm.Launch launch =
        ChildJvm.Launch.of(LoadedJob.class.getName(), List.of(file.toString(), fitting.getName()))
            .with(MEASURED)
            .with(List.of("-Djava.io.tmpdir=" + folder))
            .withOwnLogging();
    return new JobProcess(launch.builder().redirectError(errors.toFile()).start(), errors);
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
