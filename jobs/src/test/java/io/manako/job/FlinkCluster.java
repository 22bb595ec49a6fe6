package io.manako.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.awaitility.Awaitility;

/**
 * A session cluster as the README sets one up: a JobManager and a TaskManager, each a JVM of its
 * own, with everything but the job's own classes on Flink's class path.
 */
final class FlinkCluster implements AutoCloseable {
  private static final List<String> JVM =
      List.of("--add-opens=java.base/java.util=ALL-UNNAMED", "--add-modules=jdk.incubator.vector");

  /** Where this module's own classes are, and the tests'. */
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final Path folder;
  private final String classPath;
  private final int restPort;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();

  /**
   * What a program of Flink's answered.
   *
   * @param code its exit code
   * @param output both streams
   */
  record Answer(int code, String output) {}

  private FlinkCluster(Path folder, int restPort) {
    this.folder = folder;
    this.restPort = restPort;
    this.classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(TARGET))
            .collect(Collectors.joining(File.pathSeparator));
  }

  /** Starts both and waits until the TaskManager's slots are there. */
  static FlinkCluster start(Path folder) throws IOException {
    FlinkCluster cluster = new FlinkCluster(folder, freePort());
    try {
      cluster.configure(freePort());
      cluster.startJobManager();
      cluster.startTaskManager();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> cluster.get("/overview").path("slots-available").asInt() == 2);
      return cluster;
    } catch (RuntimeException | IOException e) {
      cluster.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void configure(int rpcPort) throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("config.yaml"),
        """
        classloader.parent-first-patterns.additional: org.bytedeco.;ai.onnxruntime.
        taskmanager.memory.process.size: 3g
        taskmanager.memory.task.off-heap.size: 1g
        taskmanager.memory.managed.size: 64m
        taskmanager.numberOfTaskSlots: 2
        execution.checkpointing.dir: %s
        jobmanager.rpc.address: localhost
        jobmanager.rpc.port: %d
        rest.address: localhost
        rest.port: %d
        """
            .formatted(folder.resolve("checkpoints").toUri(), rpcPort, restPort));
  }

  private void startJobManager() throws IOException {
    processes.add(
        java(
            "job-manager",
            List.of("-Xmx512m"),
            List.of(
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "--configDir",
                folder.resolve("conf").toString())));
  }

  private void startTaskManager() throws IOException {
    Configuration configuration =
        GlobalConfiguration.loadConfiguration(folder.resolve("conf").toString());
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    List<String> program =
        new ArrayList<>(
            List.of(
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "--configDir",
                folder.resolve("conf").toString()));
    program.addAll(List.of(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory).split(" ")));
    processes.add(
        java(
            "task-manager",
            List.of(ProcessMemoryUtils.generateJvmParametersStr(memory).split(" ")),
            program));
  }

  private Process java(String name, List<String> jvm, List<String> program) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(jvm);
    command.addAll(List.of("-cp", classPath));
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log(name).toFile());
    builder.environment().put("FLINK_CONF_DIR", folder.resolve("conf").toString());
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

  /** The REST interface's answer to a path. */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + restPort + path)).build();
    return new ObjectMapper()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** The job's own classes and nothing else, as {@code mvn package} puts them into a jar. */
  Path jobJar() throws IOException {
    Path classes = TARGET.resolve("classes");
    Path jar = folder.resolve("jobs.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes).filter(Files::isRegularFile)) {
      for (Path file : files.sorted().toList()) {
        put(out, classes.relativize(file).toString().replace(File.separatorChar, '/'), file);
      }
    }
    return jar;
  }

  private static void put(JarOutputStream out, String name, Path file) throws IOException {
    out.putNextEntry(new JarEntry(name));
    Files.copy(file, out);
    out.closeEntry();
  }

  /** Ends every process. */
  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }
}
