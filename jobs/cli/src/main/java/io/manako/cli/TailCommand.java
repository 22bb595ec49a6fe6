package io.manako.cli;

import io.manako.cli.kafka.KafkaOptions;
import io.manako.local.terminal.StopSignal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a topic's records as they arrive. */
@Command(
    name = "tail",
    description = "Show a topic's committed records, one per line, until Ctrl-C.",
    footer = {
      "",
      "Examples:",
      "  ./manako tail video.detections",
      "  ./manako tail video.detections --from-beginning --json | jq .objects"
    })
final class TailCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(250);

  @Parameters(paramLabel = "TOPIC", description = "Topic, such as video.detections.")
  private String topic = "";

  @Option(
      names = "--json",
      description = "One JSON object per line: results unchanged, binary records described.")
  private boolean json;

  @Option(names = "--from-beginning", description = "Start with the oldest record.")
  private boolean fromBeginning;

  @Option(
      names = {"-n", "--max"},
      paramLabel = "N",
      description = "Stop after N records.")
  private long max = Long.MAX_VALUE;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    StopSignal stop = StopSignal.install();
    Map<String, Object> config = kafka.client();
    config.put("isolation.level", "read_committed");
    try {
      kafka.requireTopics(0, List.of(topic));
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        seek(consumer);
        print(consumer, stop);
      }
      return 0;
    } finally {
      stop.finished();
    }
  }

  private void seek(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo info : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, info.partition()));
    }
    consumer.assign(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
  }

  private void print(KafkaConsumer<byte[], byte[]> consumer, StopSignal stop) {
    Function<ConsumerRecord<byte[], byte[]>, String> text =
        json ? RecordText::json : RecordText::readable;
    PrintWriter out = spec.commandLine().getOut();
    long left = max;
    while (left > 0 && !stop.requested()) {
      for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
        if (left-- > 0) {
          out.println(text.apply(next));
        }
      }
      out.flush();
    }
  }
}
