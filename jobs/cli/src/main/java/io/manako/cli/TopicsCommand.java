package io.manako.cli;

import io.manako.cli.defaults.JobDefault;
import io.manako.cli.kafka.KafkaOptions;
import io.manako.local.kafka.ContractTopics;
import io.manako.local.kafka.TopicCreation;
import io.manako.local.terminal.CommandException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates Manako's topics on the user's broker. */
@Command(
    name = "topics",
    description = "Create the topics that are missing on your Kafka; existing ones stay unchanged.",
    footer = {"", "Example: ./manako topics -b kafka:9092 --retention 1d --retention-bytes 2g"})
final class TopicsCommand implements Callable<Integer> {
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
  private int partitions = 4;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Replicas of each partition (default: the brokers' setting).")
  private short replicas = -1;

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      description =
          "Time that frames are kept after their capture and results after they were written, such"
              + " as 6h or 7d (default: the brokers').")
  private @Nullable String retention;

  @Option(
      names = "--retention-bytes",
      paramLabel = "SIZE",
      description = "Bytes that are kept of each partition, such as 2g (default: the brokers').")
  private @Nullable String retentionBytes;

  @JobDefault("decode.max-bytes")
  @Option(
      names = "--max-record",
      paramLabel = "SIZE",
      description = "Largest frame (default: ${DEFAULT-VALUE}).")
  private String maxRecord = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> keep = keep();
    if (partitions < 1 || replicas == 0 || replicas < -1) {
      throw new ParameterException(
          spec.commandLine(), "--partitions and --replicas must be at least 1");
    }
    // Fails with a sentence if no broker answers.
    kafka.requireTopics(0, List.of());
    try (Admin admin = Admin.create(kafka.client())) {
      for (NewTopic topic : ContractTopics.all(partitions, replicas, keep)) {
        boolean created = TopicCreation.create(admin, topic);
        spec.commandLine().getOut().println(topic.name() + (created ? " created" : " is there"));
      }
    } catch (ExecutionException e) {
      throw new CommandException(
          "Kafka at %s refuses to create the topics: %s"
              .formatted(kafka.bootstrap(), e.getCause().getMessage()),
          e);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Map<String, String> keep() {
    Map<String, String> keep = new LinkedHashMap<>();
    try {
      if (retention != null) {
        Duration time = TimeUtils.parseDuration(retention);
        keep.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(time.toMillis()));
      }
      if (retentionBytes != null) {
        long bytes = MemorySize.parseBytes(retentionBytes);
        keep.put(TopicConfig.RETENTION_BYTES_CONFIG, String.valueOf(bytes));
      }
      keep.put(
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MemorySize.parseBytes(maxRecord)));
      return keep;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ParameterException(
          spec.commandLine(),
          "times are written like 6h or 7d and sizes like 512m or 2g: " + e.getMessage(),
          e);
    }
  }
}
