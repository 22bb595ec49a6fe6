package io.manako.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.manako.cli.chaos.rig.ProcessUsage;
import io.manako.cli.cluster.FlinkRest;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A session or application cluster as the README sets one up: a JobManager and a TaskManager, each
 * a JVM of its own, with Flink and the distribution's {@code lib/} on their class path and the
 * settings of its {@code conf/flink-config.yaml}.
 */
final class FlinkCluster implements AutoCloseable {
  private final Path folder;
  private final Distribution distribution;
  private final int restPort;
  private final FlinkRest rest;
  private final List<Process> processes = new ArrayList<>();
  private @Nullable Process taskManager;

  /**
   * What a program of Flink's answered.
   *
   * @param code its exit code
   * @param output both streams
   */
  record Answer(int code, String output) {}

  private FlinkCluster(Path folder, Distribution distribution, int restPort) {
    this.folder = folder;
    this.distribution = distribution;
    this.restPort = restPort;
    this.rest = new FlinkRest(address());
  }

  /** Starts both and waits until the TaskManager's slots are there. */
  static FlinkCluster start(Path folder, Distribution distribution) throws IOException {
    FlinkCluster cluster = new FlinkCluster(folder, distribution, freePort());
    try {
      cluster.configure(freePort());
      cluster.startJobManager();
      cluster.startTaskManager();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
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
    FlinkCluster cluster = new FlinkCluster(folder, distribution, freePort());
    try {
      cluster.configure(freePort());
      Path usrlib = Files.createDirectories(folder.resolve("flink").resolve("usrlib"));
      Files.copy(distribution.jobJar(), usrlib.resolve("manako-job.jar"));
      List<String> program = new ArrayList<>();
      program.add(StandaloneApplicationClusterEntryPoint.class.getName());
      program.addAll(List.of("--configDir", cluster.conf().toString()));
      program.addAll(List.of("--job-classname", "io.manako.job.Main", "--"));
      program.addAll(arguments);
      cluster.processes.add(cluster.java("job-manager", List.of("-Xmx512m"), program));
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
    return new ProcessUsage(requireNonNull(taskManager).pid(), folder.resolve("task-manager-tmp"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void configure(int rpcPort) throws IOException {
    Path conf = Files.createDirectories(conf());
    Files.writeString(
        conf.resolve("config.yaml"),
        distribution.flinkConfig().replace("/var/lib/manako", folder.toString())
            + """
              taskmanager.numberOfTaskSlots: 2
              jobmanager.rpc.address: localhost
              jobmanager.rpc.port: %d
              rest.address: localhost
              rest.port: %d
              """
                .formatted(rpcPort, restPort));
  }

  private Path conf() {
    return folder.resolve("conf");
  }

  private void startJobManager() throws IOException {
    processes.add(
        java(
            "job-manager",
            List.of("-Xmx512m"),
            List.of(
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "--configDir",
                conf().toString())));
  }

  private void startTaskManager() throws IOException {
    Configuration configuration = GlobalConfiguration.loadConfiguration(conf().toString());
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    List<String> program =
        new ArrayList<>(
            List.of(
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "--configDir",
                conf().toString()));
    program.addAll(List.of(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory).split(" ")));
    List<String> jvm =
        new ArrayList<>(List.of(ProcessMemoryUtils.generateJvmParametersStr(memory).split(" ")));
    Path temporary = Files.createDirectories(folder.resolve("task-manager-tmp"));
    jvm.add("-Djava.io.tmpdir=" + temporary);
    // Else the process grows until every page of the heap has been used once.
    jvm.add("-XX:+AlwaysPreTouch");
    taskManager = java("task-manager", jvm, program);
    processes.add(taskManager);
  }

  private Process java(String name, List<String> jvm, List<String> program) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            GlobalConfiguration.loadConfiguration(conf().toString())
                .get(CoreOptions.FLINK_JVM_OPTIONS)
                .split(" ")));
    command.addAll(jvm);
    String entryPoints =
        StandaloneApplicationClusterEntryPoint.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath();
    command.addAll(
        List.of("-cp", distribution.flinkClassPath() + File.pathSeparator + entryPoints));
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log(name).toFile());
    builder.environment().put("FLINK_CONF_DIR", conf().toString());
    builder.environment().put("FLINK_LIB_DIR", folder.resolve("flink/lib").toString());
    // As the README advises: else glibc keeps what ONNX Runtime freed, for each thread anew.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Runs {@code flink ARGUMENTS}. */
  Answer flink(String... arguments) throws IOException, InterruptedException {
    List<String> program = new ArrayList<>(List.of("org.apache.flink.client.cli.CliFrontend"));
    program.addAll(List.of(arguments));
    Process process = java("client", List.of("-Xmx512m"), program);
    processes.add(process);
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new IOException("flink " + arguments[0] + " has not ended:\n" + output("client"));
    }
    processes.remove(process);
    return new Answer(process.exitValue(), output("client"));
  }

  /** What a program has printed so far. */
  String output(String name) throws IOException {
    return Files.readString(log(name), UTF_8);
  }

  /** Ends every process. */
  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }
}
