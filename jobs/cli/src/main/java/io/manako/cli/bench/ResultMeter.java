package io.manako.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.cli.demo.LatencyHistogram;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed results from now on and notes when they were written and read. */
final class ResultMeter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Longest wait of a poll. Records end the wait at once, and a long wait without records costs the
   * job's core nothing.
   */
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Summary of a number of results.
   *
   * @param lastWritten time when the job wrote the last one, ms since the epoch
   * @param latency time from capture until the record was read here
   * @param batchMillis mean time of the inference of a batch, ms
   * @param meanBatch mean frames per batch
   */
  record Reading(
      long lastWritten, LatencyHistogram latency, double batchMillis, double meanBatch) {}

  ResultMeter(String bootstrap, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    consumer.position(partitions.get(0));
  }

  /** Waits for {@code count} results; the first {@code skip} of them are not measured. */
  Reading read(int count, int skip) throws IOException {
    LatencyHistogram latency = new LatencyHistogram();
    long lastWritten = 0;
    double inference = 0;
    double batches = 0;
    int seen = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (seen < count) {
      for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) {
        seen++;
        lastWritten = Math.max(lastWritten, number(next, "vf-written-ms"));
        if (seen > skip) {
          latency.add(System.currentTimeMillis() - next.timestamp());
          inference += number(next, "vf-inference-us") / 1000.0;
          batches += number(next, "vf-batch-size");
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            String.format(Locale.ROOT, "only %d of %d results arrived", seen, count));
      }
    }
    long measured = Math.max(latency.size(), 1);
    return new Reading(lastWritten, latency, inference / measured, batches / measured);
  }

  private static long number(ConsumerRecord<byte[], byte[]> next, String name) {
    Header header = next.headers().lastHeader(name);
    return header == null ? 0 : Long.parseLong(new String(header.value(), UTF_8));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
