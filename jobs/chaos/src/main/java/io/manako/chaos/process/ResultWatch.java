package io.manako.chaos.process;

import io.manako.wire.ResultRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Counts the committed results as they arrive. */
final class ResultWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Long> latest = new ConcurrentHashMap<>();
  private final AtomicLong seen = new AtomicLong();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Exception failure;

  /** Watches a topic from its beginning. */
  ResultWatch(String servers, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(found -> new TopicPartition(topic, found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = new Thread(this::run, "result watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          ResultRecord result = ResultRecord.parse(record.value());
          latest.merge(result.cameraId(), result.sequence(), Math::max);
          seen.incrementAndGet();
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  /** Returns the number of results so far, with duplicates. */
  long seen() {
    Exception cause = failure;
    if (cause != null) {
      throw new IllegalStateException("the results cannot be read", cause);
    }
    return seen.get();
  }

  /** Returns whether each of the cameras has a result of this frame or a later one. */
  boolean hasPassed(int cameras, long sequence) {
    seen();
    return latest.size() == cameras && latest.values().stream().allMatch(last -> last >= sequence);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
