package io.manako.dashboard.feed;

import io.manako.dashboard.state.FrameAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads single records of the frames topic. Instances are not thread-safe. */
final class FrameReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

  private final KafkaConsumer<byte[], byte[]> consumer;

  FrameReader(KafkaReaders kafka) {
    this.consumer = kafka.picking();
  }

  /** Returns the wanted records that the topic still holds. */
  Map<FrameAddress, ConsumerRecord<byte[], byte[]>> read(Collection<FrameAddress> wanted) {
    Map<TopicPartition, Queue<FrameAddress>> queues = new HashMap<>();
    for (FrameAddress frame : wanted) {
      queues
          .computeIfAbsent(
              new TopicPartition(frame.topic(), frame.partition()), p -> new ArrayDeque<>())
          .add(frame);
    }
    Map<FrameAddress, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
    while (!queues.isEmpty()) {
      Map<TopicPartition, FrameAddress> round = new HashMap<>();
      queues.forEach((partition, queue) -> round.put(partition, queue.remove()));
      readOneEach(round, found);
      queues.values().removeIf(Queue::isEmpty);
    }
    return found;
  }

  private void readOneEach(
      Map<TopicPartition, FrameAddress> round,
      Map<FrameAddress, ConsumerRecord<byte[], byte[]>> found) {
    consumer.assign(round.keySet());
    round.forEach((partition, frame) -> consumer.seek(partition, frame.offset()));
    long start = System.nanoTime();
    while (!round.isEmpty() && System.nanoTime() - start < PATIENCE_NANOS) {
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          FrameAddress frame = round.get(new TopicPartition(record.topic(), record.partition()));
          if (frame != null && record.offset() == frame.offset()) {
            found.put(frame, record);
          }
          if (frame != null && record.offset() >= frame.offset()) {
            round.remove(new TopicPartition(record.topic(), record.partition()));
          }
        }
      } catch (OffsetOutOfRangeException e) {
        round.keySet().removeAll(e.partitions());
      }
      consumer.assign(round.keySet());
    }
  }

  /** Interrupts a read that waits for Kafka; any thread may call this method. */
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
