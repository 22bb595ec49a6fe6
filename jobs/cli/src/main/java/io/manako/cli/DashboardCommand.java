package io.manako.cli;

import io.manako.dashboard.Dashboard;
import io.manako.dashboard.DashboardOptions;
import io.manako.dashboard.feed.KafkaReaders;
import io.manako.dashboard.feed.TopicNames;
import io.manako.dashboard.web.Endpoint;
import io.manako.job.JobConfigOptions;
import io.manako.job.JobOptions;
import io.manako.job.KafkaProperties;
import io.manako.local.terminal.Screen;
import io.manako.local.terminal.StopSignal;
import io.manako.operator.tracking.TrackingConfigOptions;
import io.manako.track.scene.Scene;
import io.manako.wire.SceneReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the live page. */
@Command(
    name = "dashboard",
    description = "Show all cameras live in a browser, until Ctrl-C.",
    footer = {
      "",
      "The page reads Kafka without a consumer group and never disturbs the job. Topics, scenes",
      "and Kafka's properties come from the job's options (docs/options.md).",
      "Examples:",
      "  ./manako dashboard",
      "  ./manako dashboard --kafka kafka:9092 --bind 0.0.0.0 --token-file token.txt"
    })
final class DashboardCommand implements Callable<Integer> {
  @Option(
      names = {"--kafka", "-b", "--bootstrap"},
      paramLabel = "HOST:PORT",
      description = "Kafka brokers (default: kafka.bootstrap-servers of the options).")
  private @Nullable String kafka;

  @Option(
      names = "--port",
      defaultValue = "8090",
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port = 8090;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "localhost",
      description = {
        "Address to listen on (default: ${DEFAULT-VALUE}, this machine only). With any other",
        "address viewers need a token."
      })
  private String bind = "localhost";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "File with the token (default: the environment's "
            + PageToken.VARIABLE
            + ", or else a new one,",
        "which is printed)."
      })
  private @Nullable Path tokenFile;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The job's options as YAML (default: config/video-analytics.yaml).")
  private @Nullable Path config;

  @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Option of the job. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    WebPort.check(spec, "--port", port, 0);
    JobOptions options = JobOptions.load(ConfigFile.orUsual(config), allSettings());
    StopSignal stop = StopSignal.install();
    Screen screen = Screen.standard();
    try {
      InetSocketAddress address = new InetSocketAddress(bind, port);
      PageToken token = PageToken.find(tokenFile, address);
      screen.doing("Looking for Kafka");
      try (Dashboard page =
          Dashboard.start(
              new DashboardOptions(
                  new KafkaReaders(client(options), topics(options)),
                  scenes(options),
                  Set.of(),
                  new Endpoint(address, token.access())))) {
        screen.done("The page is at " + page.url() + token.query());
        screen.line("    for " + token.audience() + "; Ctrl-C stops it");
        stop.await();
      }
      screen.done("The page has stopped");
      return 0;
    } finally {
      stop.finished();
    }
  }

  private Map<String, String> allSettings() {
    Map<String, String> all = new HashMap<>(settings);
    if (kafka != null) {
      all.put(JobConfigOptions.BOOTSTRAP_SERVERS.key(), kafka);
    }
    return all;
  }

  private static Map<String, Object> client(JobOptions options) {
    Map<String, Object> client = new HashMap<>();
    options.kafkaProperties().forEach((key, value) -> client.put(key.toString(), value));
    KafkaProperties.requireSecrets(client);
    return client;
  }

  private static TopicNames topics(JobOptions options) {
    return new TopicNames(
        options.get(JobConfigOptions.FRAMES),
        options.get(JobConfigOptions.DETECTIONS),
        options.get(JobConfigOptions.CLASSIFICATIONS),
        options.get(JobConfigOptions.SEGMENTATIONS),
        options.get(JobConfigOptions.TRACKS),
        options.get(JobConfigOptions.EVENTS),
        options.get(JobConfigOptions.DEAD_LETTERS),
        options.get(JobConfigOptions.CONTROL));
  }

  private static Map<String, Scene> scenes(JobOptions options) throws IOException {
    String file = options.get(TrackingConfigOptions.SCENES);
    return file == null ? Map.of() : SceneReader.read(Path.of(file));
  }
}
