package io.manako.chaos.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.manako.local.flink.FlinkRest;
import io.manako.local.process.ChildJvm;
import io.manako.local.process.FreePort;
import io.manako.testkit.process.FlinkJvms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Processes of a host: a broker, ZooKeeper, a JobManager and two TaskManagers of a slot each. Each
 * is a JVM of its own whose data survive it. The check restarts killed processes, as systemd,
 * Docker or Kubernetes would.
 */
final class LocalHost implements AutoCloseable {
  /** Processes of the host. */
  enum Role {
    BROKER,
    ZOOKEEPER,
    JOB_MANAGER,
    TASK_MANAGER_1,
    TASK_MANAGER_2
  }

  /** TaskManagers, each with a slot. */
  static final List<Role> TASK_MANAGERS = List.of(Role.TASK_MANAGER_1, Role.TASK_MANAGER_2);

  /** Main class of ZooKeeper's server, which Flink contains. */
  private static final String ZOOKEEPER =
      "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";

  private final Path folder;
  private final Program program;
  private final FlinkJvms flink;
  private final BrokerSeat broker;
  private final String jvm;
  private final String logging;
  private final int zooKeeperPort;
  private final int restPort;
  private final Map<Role, ChildJvm> running = new EnumMap<>(Role.class);

  private LocalHost(Path folder, Program program, String jvm) throws IOException {
    this.folder = folder;
    this.program = program;
    this.jvm = jvm;
    this.flink = new FlinkJvms(folder, program.withoutJob());
    this.logging = ChildJvm.logging(folder);
    this.broker = BrokerSeat.in(folder, List.of(logging));
    this.zooKeeperPort = FreePort.any();
    this.restPort = FreePort.any();
  }

  /**
   * Starts all of them without waiting for them.
   *
   * @param jvm options of Flink's, separated by blanks
   */
  static LocalHost start(Path folder, String jvm) throws IOException {
    LocalHost host = new LocalHost(folder, Program.own(), jvm);
    host.configure();
    try {
      host.startAll();
      return host;
    } catch (IOException e) {
      host.close();
      throw e;
    }
  }

  /** Returns the broker's address. */
  String servers() {
    return broker.servers();
  }

  /** Returns the JobManager's interface; a restarted one has the same. */
  FlinkRest rest() {
    return new FlinkRest("http://localhost:" + restPort);
  }

  /** Returns the jar that a cluster gets to run. */
  Path jobJar() {
    return program.jobJar();
  }

  /** Returns a process that was started. */
  ChildJvm process(Role role) {
    return requireNonNull(running.get(role));
  }

  /** Sends SIGKILL and waits for the end. */
  void kill(Role role) {
    process(role).kill();
  }

  /** Sends SIGKILL to all processes before it waits for any. */
  void killAll() {
    running.values().parallelStream().forEach(ChildJvm::kill);
  }

  void startAll() throws IOException {
    for (Role role : Role.values()) {
      start(role);
    }
  }

  /** Starts a process on the data of its predecessor. */
  void start(Role role) throws IOException {
    running.put(
        role,
        switch (role) {
          case BROKER -> broker.start();
          case ZOOKEEPER -> zooKeeper();
          case JOB_MANAGER -> flink.sessionJobManager("job-manager");
          case TASK_MANAGER_1 -> flink.taskManager("task-manager-1");
          case TASK_MANAGER_2 -> flink.taskManager("task-manager-2");
        });
  }

  private ChildJvm zooKeeper() throws IOException {
    List<String> options = new ArrayList<>(BrokerSeat.SHORT_LIVED);
    options.add(logging);
    List<String> command = List.of(ZOOKEEPER, flink.conf().resolve("zoo.cfg").toString());
    return ChildJvm.start(
        folder,
        folder.resolve("zookeeper.log"),
        new ChildJvm.Launch(options, program.withoutJob(), command));
  }

  private void configure() throws IOException {
    Files.createDirectories(flink.conf());
    Files.writeString(
        flink.conf().resolve("zoo.cfg"),
        String.format(
            Locale.ROOT,
            """
        tickTime=500
        dataDir=%s
        clientPort=%d
        clientPortAddress=127.0.0.1
        admin.enableServer=false
        """,
            folder.resolve("zookeeper"),
            zooKeeperPort));
    Files.writeString(flink.conf().resolve("config.yaml"), flinkConfig());
  }

  private String flinkConfig() throws IOException {
    return resource("flink-config.yaml")
            .replace("/var/lib/manako", folder.toString())
            .replace("env.java.opts.all:", "env.java.opts.all: %s %s".formatted(logging, jvm))
        + String.format(
            Locale.ROOT,
            """
        taskmanager.numberOfTaskSlots: 1
        jobmanager.rpc.address: localhost
        rest.address: localhost
        rest.port: %d
        high-availability.type: zookeeper
        high-availability.storageDir: %s
        high-availability.zookeeper.quorum: localhost:%d
        # Who takes the lead waits until the session of the one that was killed has expired.
        high-availability.zookeeper.client.session-timeout: 5 s
        """,
            restPort,
            folder.resolve("ha").toUri(),
            zooKeeperPort);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = FlinkJvms.class.getResourceAsStream(name)) {
      return new String(requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }

  @Override
  public void close() {
    killAll();
  }
}
