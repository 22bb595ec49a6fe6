package io.manako.cli;

import io.manako.local.kafka.ContractTopics;
import io.manako.local.kafka.EmbeddedKafka;
import io.manako.local.terminal.Screen;
import io.manako.local.terminal.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a real Kafka server in this process, to try Manako without a Kafka of one's own. */
@Command(
    name = "broker",
    description = "Run a real Kafka broker (one node, KRaft) with Manako's topics, until Ctrl-C.",
    footer = {"", "Example: ./manako broker --data /tmp/kafka"})
final class BrokerCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "9092",
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port = 9092;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder that keeps the records between runs (default: a temporary folder).")
  private @Nullable Path data;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each new topic (default: ${DEFAULT-VALUE}).")
  private int partitions = 4;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = "127.0.0.1",
      description =
          "Host name that clients on other machines use. With it the broker listens on every"
              + " interface, without encryption or passwords (default: ${DEFAULT-VALUE}, this"
              + " machine alone).")
  private String host = "127.0.0.1";

  @Option(
      names = "--create-topics",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Create Manako's topics (default: ${DEFAULT-VALUE}).")
  private boolean createTopics = true;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StopSignal stop = StopSignal.install();
    Screen screen = Screen.standard();
    try {
      screen.doing("Starting Kafka");
      try (EmbeddedKafka kafka = EmbeddedKafka.start(port, data, host)) {
        screen.done("Kafka listens on " + kafka.bootstrapServers() + "; Ctrl-C stops it");
        if (createTopics) {
          kafka.createTopics(ContractTopics.all(partitions, (short) 1, Map.of()));
          screen.line("    topics: " + String.join(", ", ContractTopics.names()));
        }
        stop.await();
      }
      screen.done("Kafka has stopped");
      return 0;
    } finally {
      stop.finished();
    }
  }
}
