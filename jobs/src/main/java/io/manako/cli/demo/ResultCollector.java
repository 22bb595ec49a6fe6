package io.manako.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.wire.ResultRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed results and dead letters, as any application would, writes the former to a file
 * and counts. Not thread-safe.
 */
final class ResultCollector implements AutoCloseable {
  static final String DETECTIONS = "video.detections";
  static final String DEAD_LETTERS = "video.dead-letters";

  /** The camera whose few frames wake the job; it counts nowhere. */
  static final String WARM_UP = "warm-up";

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final BufferedWriter lines;
  private final Ledger ledger;
  private final StageTimes stages = new StageTimes();
  private final Map<String, Map<Long, List<ResultRecord.DetectedObject>>> seen = new HashMap<>();

  private long warmUpResults;

  ResultCollector(Map<String, Object> kafka, Path file, Ledger ledger) throws IOException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put("isolation.level", "read_committed");
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.lines = Files.newBufferedWriter(file);
    this.ledger = ledger;
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(DETECTIONS, DEAD_LETTERS)) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Takes what there is, waiting a little if there is nothing. */
  void poll() throws IOException {
    for (ConsumerRecord<byte[], byte[]> next : consumer.poll(Duration.ofMillis(100))) {
      if (next.topic().equals(DEAD_LETTERS)) {
        ledger.addDeadLetter();
      } else {
        add(next);
      }
    }
  }

  private void add(ConsumerRecord<byte[], byte[]> next) throws IOException {
    ResultRecord result = ResultRecord.parse(next.value());
    if (result.cameraId().equals(WARM_UP)) {
      warmUpResults++;
      return;
    }
    long captured = result.eventTime().toEpochMilli();
    long written = StageTimes.writtenMillis(next.headers());
    ledger.add(
        result,
        Duration.ofMillis(System.currentTimeMillis() - captured),
        Duration.ofMillis(written - captured));
    stages.add(next.headers());
    seen.computeIfAbsent(result.cameraId(), camera -> new HashMap<>())
        .put(result.sequence() + result.source().index(), result.objects());
    lines.write(new String(next.value(), UTF_8));
    lines.newLine();
  }

  /** How many of the warm-up's frames have come back. */
  long warmUpResults() {
    return warmUpResults;
  }

  /** What was seen by one camera, by sequence number. */
  Map<Long, List<ResultRecord.DetectedObject>> seenBy(String camera) {
    return seen.getOrDefault(camera, Map.of());
  }

  StageTimes stages() {
    return stages;
  }

  @Override
  public void close() throws IOException {
    consumer.close();
    lines.close();
  }
}
