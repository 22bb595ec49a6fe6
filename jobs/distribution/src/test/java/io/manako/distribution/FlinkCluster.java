package io.manako.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.manako.local.flink.FlinkRest;
import io.manako.local.process.ChildJvm;
import io.manako.local.process.FreePort;
import io.manako.testkit.process.FlinkJvms;
import io.manako.testkit.process.ProcessUsage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A session or application cluster as the README sets one up: a JobManager and a TaskManager, each
 * a JVM of its own, with Flink and the distribution's {@code lib/} on their class path and the
 * settings of its {@code conf/flink-config.yaml}.
 */
final class FlinkCluster implements AutoCloseable {
  private static final String TASK_MANAGER = "task-manager";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path folder;
  private final Distribution distribution;
  private final int restPort;
  private final FlinkRest rest;
  private final List<ChildJvm> processes = new ArrayList<>();
  private final FlinkJvms jvms;
  private @Nullable ChildJvm taskManager;

  /**
   * What a program of Flink's answered.
   *
   * @param code its exit code
   * @param output both streams
   */
  record Answer(int code, String output) {}

  private FlinkCluster(Path folder, Distribution distribution, int restPort) throws IOException {
    this.folder = folder;
    this.distribution = distribution;
    this.restPort = restPort;
    this.rest = new FlinkRest(address());
    this.jvms = new FlinkJvms(folder, classPath(distribution));
  }

  /** Starts both and waits until the TaskManager's slots are there. */
  static FlinkCluster start(Path folder, Distribution distribution) throws IOException {
    FlinkCluster cluster = new FlinkCluster(folder, distribution, FreePort.any());
    try {
      cluster.configure(FreePort.any());
      cluster.startJobManager();
      cluster.startTaskManager();
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> cluster.rest.get("/overview").path("slots-available").asInt() == 2);
      return cluster;
    } catch (RuntimeException | IOException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Starts an application cluster, whose only job is the jar in {@code usrlib/}.
   *
   * @param arguments of the job
   */
  static FlinkCluster startApplication(
      Path folder, Distribution distribution, List<String> arguments) throws IOException {
    FlinkCluster cluster = new FlinkCluster(folder, distribution, FreePort.any());
    try {
      cluster.configure(FreePort.any());
      Path usrlib = Files.createDirectories(folder.resolve("flink").resolve("usrlib"));
      Files.copy(distribution.jobJar(), usrlib.resolve("manako-job.jar"));
      List<String> program = new ArrayList<>();
      program.add(StandaloneApplicationClusterEntryPoint.class.getName());
      program.addAll(List.of("--configDir", cluster.jvms.conf().toString()));
      program.addAll(List.of("--job-classname", "io.manako.job.Main", "--"));
      program.addAll(arguments);
      cluster.processes.add(cluster.jvms.start("job-manager", FlinkJvms.COORDINATOR, program));
      cluster.startTaskManager();
      return cluster;
    } catch (RuntimeException | IOException e) {
      cluster.close();
      throw e;
    }
  }

  /** Of its REST interface. */
  String address() {
    return "http://localhost:" + restPort;
  }

  FlinkRest rest() {
    return rest;
  }

  ProcessUsage taskManager() {
    return new ProcessUsage(requireNonNull(taskManager).pid(), jvms.temporary(TASK_MANAGER));
  }

  private void configure(int rpcPort) throws IOException {
    Path conf = Files.createDirectories(jvms.conf());
    Files.writeString(
        conf.resolve("config.yaml"),
        distribution.flinkConfig().replace("/var/lib/manako", folder.toString())
            + String.format(
                Locale.ROOT,
                """
              taskmanager.numberOfTaskSlots: 2
              jobmanager.rpc.address: localhost
              jobmanager.rpc.port: %d
              rest.address: localhost
              rest.port: %d
              """,
                rpcPort,
                restPort));
  }

  private void startJobManager() throws IOException {
    processes.add(jvms.sessionJobManager("job-manager"));
  }

  private void startTaskManager() throws IOException {
    // Else the process grows until every page of the heap has been used once.
    taskManager = jvms.taskManager(TASK_MANAGER, "-XX:+AlwaysPreTouch");
    processes.add(taskManager);
  }

  private static String classPath(Distribution distribution) throws IOException {
    String entryPoints =
        StandaloneApplicationClusterEntryPoint.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath();
    return distribution.flinkClassPath() + File.pathSeparator + entryPoints;
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Runs {@code flink ARGUMENTS}. */
  Answer flink(String... arguments) throws IOException, InterruptedException {
    List<String> program = new ArrayList<>(List.of("org.apache.flink.client.cli.CliFrontend"));
    program.addAll(List.of(arguments));
    Files.deleteIfExists(log("client"));
    try (ChildJvm client = jvms.start("client", FlinkJvms.COORDINATOR, program)) {
      if (!client.ends(PATIENCE)) {
        throw new IOException("flink " + arguments[0] + " has not ended:\n" + output("client"));
      }
      return new Answer(client.exitCode(), output("client"));
    }
  }

  /** What a program has printed so far. */
  String output(String name) throws IOException {
    return Files.readString(log(name), UTF_8);
  }

  /** Ends every process. */
  @Override
  public void close() {
    processes.forEach(ChildJvm::close);
  }
}
