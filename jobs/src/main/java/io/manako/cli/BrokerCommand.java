package io.manako.cli;

import io.manako.cli.terminal.Screen;
import io.manako.cli.terminal.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The real Kafka server in this process, for trying things out. */
@Command(
    name = "broker",
    description = "Run a real Kafka broker (one node, KRaft) with Manako's topics, until Ctrl-C.",
    footer = {"", "Example: ./manako broker --data /tmp/kafka"})
final class BrokerCommand implements Callable<Integer> {
  /** Every topic of the contract but the control topic. */
  static final String[] TOPICS = {
    "video.frames",
    "video.detections",
    "video.classifications",
    "video.segmentations",
    "video.dead-letters",
    "video.tracks",
    "video.events",
    "video.counts"
  };

  /** Compacted: what is said last of a camera holds, however long ago. */
  static final String CONTROL = "video.control";

  @Option(
      names = "--port",
      defaultValue = "9092",
      description = "To listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port = 9092;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the records here between runs (default: a temporary folder).")
  private @Nullable Path data;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of each new topic (default: ${DEFAULT-VALUE}).")
  private int partitions = 4;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StopSignal stop = StopSignal.install();
    Screen screen = Screen.standard();
    try {
      screen.doing("Starting Kafka");
      try (EmbeddedKafka kafka = EmbeddedKafka.start(port, data)) {
        kafka.createTopics(partitions, TOPICS);
        kafka.createCompactedTopic(partitions, CONTROL);
        screen.done("Kafka listens on " + kafka.bootstrapServers() + "; Ctrl-C stops it");
        screen.line("    topics: " + String.join(", ", TOPICS) + ", " + CONTROL);
        stop.await();
      }
      screen.done("Kafka has stopped");
      return 0;
    } finally {
      stop.finished();
    }
  }
}
