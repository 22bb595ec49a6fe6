package io.manako.local.kafka;

import io.manako.local.files.Folders;
import io.manako.local.process.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * Real Kafka server in this process: one node in KRaft mode, broker and controller at once, on the
 * loopback interface unless a name for other machines is given. Transactions work; records may be
 * up to {@link #MAX_RECORD_BYTES}.
 *
 * <p>Retention is by size only (1 GiB per partition): frames carry the capture time as their
 * timestamp, so retention by age would delete an old video's at once.
 */
public final class EmbeddedKafka implements AutoCloseable {
  /** Largest record that the broker accepts, 32 MiB. */
  public static final int MAX_RECORD_BYTES = 32 << 20;

  private static final String HOST = "127.0.0.1";
  private static final int NODE_ID = 1;

  private final KafkaRaftServer server;
  private final int port;
  private final @Nullable Path temporaryFolder;
  private boolean closed;

  private EmbeddedKafka(KafkaRaftServer server, int port, @Nullable Path temporaryFolder) {
    this.server = server;
    this.port = port;
    this.temporaryFolder = temporaryFolder;
  }

  /** Starts a broker on a free port; its data are deleted when it closes. */
  public static EmbeddedKafka start() throws IOException {
    return start(0, null);
  }

  /**
   * Starts a broker and returns once it accepts connections.
   *
   * @param port port to listen on, or 0 for any free one
   * @param dataFolder folder that keeps its logs between runs, or null for a temporary one
   * @throws IOException with a sentence for the user if the port or the folder cannot be used
   */
  public static EmbeddedKafka start(int port, @Nullable Path dataFolder) throws IOException {
    return start(port, dataFolder, HOST);
  }

  /**
   * Starts a broker that other machines may reach.
   *
   * @param host name by which clients reach it; unless it is 127.0.0.1, the broker listens on every
   *     interface, without encryption or passwords
   */
  public static EmbeddedKafka start(int port, @Nullable Path dataFolder, String host)
      throws IOException {
    return start(port, dataFolder, new Listening(host, settings -> {}));
  }

  /**
   * Network settings of a broker.
   *
   * @param host name by which clients reach it
   * @param change receives the server's settings and may change them
   */
  public record Listening(String host, Consumer<Map<String, String>> change) {}

  public static EmbeddedKafka start(int port, @Nullable Path dataFolder, Listening listening)
      throws IOException {
    int listen = freePort(port);
    Path folder = dataFolder;
    if (folder == null) {
      folder = Files.createTempDirectory("manako-kafka-");
    } else {
      Files.createDirectories(folder);
    }
    Path temporary = dataFolder == null ? folder : null;
    KafkaRaftServer server = null;
    try {
      format(folder);
      Map<String, String> settings = settings(listening.host(), listen, folder);
      listening.change().accept(settings);
      server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, listen, temporary);
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
      }
      if (temporary != null) {
        delete(temporary);
      }
      throw new IOException(
          "The broker could not start with its data in "
              + folder
              + ": "
              + e.getMessage()
              + ". Is another broker using that folder? Choose another one or delete it.",
          e);
    }
  }

  /** Returns the address for clients, {@code host:port}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** Returns the port that the broker listens on. */
  public int port() {
    return port;
  }

  /**
   * Creates the topics that are missing, and waits until they accept records; existing ones stay
   * unchanged.
   */
  public void createTopics(int partitions, String... names) {
    createTopics(Stream.of(names).map(name -> new NewTopic(name, partitions, (short) 1)).toList());
  }

  /** Creates topics with settings of their own, in the same way. */
  public void createTopics(Collection<NewTopic> topics) {
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      topics.forEach(topic -> create(admin, topic));
    }
  }

  private static void create(Admin admin, NewTopic topic) {
    try {
      TopicCreation.create(admin, topic);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topic " + topic.name(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Topic " + topic.name() + " could not be created: " + e.getCause().getMessage(), e);
    }
  }

  /** Stops the server and deletes its data if they were temporary. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.shutdown();
    server.awaitShutdown();
    if (temporaryFolder != null) {
      delete(temporaryFolder);
    }
  }

  /** Kafka ends the whole JVM when it cannot bind, so the port is tried first. */
  private static int freePort(int wanted) throws IOException {
    try {
      return FreePort.on(HOST, wanted);
    } catch (BindException e) {
      throw new IOException(
          "Port "
              + wanted
              + " on "
              + HOST
              + " cannot be used ("
              + e.getMessage()
              + "). Stop the program that listens there or choose another port.",
          e);
    }
  }

  private static void format(Path folder) throws Exception {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName("CONTROLLER")
        .addDirectory(folder.toString())
        .setMetadataLogDirectory(folder.toString())
        .run();
  }

  private static Map<String, String> settings(String host, int port, Path folder)
      throws IOException {
    int controllerPort = freePort(0);
    Map<String, String> map = new HashMap<>();
    map.put("process.roles", "broker,controller");
    map.put("node.id", String.valueOf(NODE_ID));
    map.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    map.put("controller.listener.names", "CONTROLLER");
    map.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    String open = host.equals(HOST) ? HOST : "0.0.0.0";
    map.put(
        "listeners",
        "PLAINTEXT://" + open + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    map.put("advertised.listeners", "PLAINTEXT://" + host + ":" + port);
    map.put("log.dirs", folder.toString());
    map.put("auto.create.topics.enable", "false");
    map.putAll(singleNode());
    map.putAll(limits());
    return map;
  }

  private static Map<String, String> singleNode() {
    return Map.of(
        // A broker that was killed and restarts waits for this time until it is itself again.
        "broker.session.timeout.ms", "3000",
        "broker.heartbeat.interval.ms", "500",
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "group.initial.rebalance.delay.ms", "0");
  }

  private static Map<String, String> limits() {
    return Map.of(
        "message.max.bytes", String.valueOf(MAX_RECORD_BYTES),
        "replica.fetch.max.bytes", String.valueOf(MAX_RECORD_BYTES),
        // Accept a camera whose clock runs ahead; the job judges its frames.
        "log.message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE),
        "log.retention.ms", "-1",
        "log.retention.bytes", String.valueOf(1L << 30),
        "log.segment.bytes", String.valueOf(128 << 20),
        "log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20),
        "num.network.threads", "2",
        "num.io.threads", "4");
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
