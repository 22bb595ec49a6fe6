package io.manako.dashboard.feed;

import io.manako.dashboard.state.LiveState;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Follows all topics but the frames. Instances are not thread-safe. */
final class ResultFeed implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long REFRESH_MILLIS = 10_000;
  private static final long REFRESH_WHEN_MISSING_MILLIS = 2_000;
  private static final long LOOK_MILLIS = 2_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicAssignment assignment;
  private final RecordRouter router;
  private final LiveState state;
  private final IntakeMeter meter = new IntakeMeter();
  private List<String> problems = List.of();
  private long nextRefresh;
  private long nextLook;

  ResultFeed(KafkaReaders kafka, LiveState state) {
    this.consumer = kafka.following();
    this.assignment = new TopicAssignment(consumer, kafka.topics());
    this.router = new RecordRouter(state, kafka.topics(), meter::answered);
    this.state = state;
  }

  /**
   * Processes the available records, and waits a little if there are none.
   *
   * @return false if no topic exists
   */
  boolean turn() {
    long now = state.nowMillis();
    if (now >= nextRefresh) {
      problems = assignment.refresh();
      nextRefresh = now + (problems.isEmpty() ? REFRESH_MILLIS : REFRESH_WHEN_MISSING_MILLIS);
    }
    if (now >= nextLook) {
      state.intake(meter.look(consumer.endOffsets(assignment.frames()), now, problems));
      nextLook = now + LOOK_MILLIS;
    }
    if (consumer.assignment().isEmpty()) {
      return false;
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      router.route(record, assignment.isNew(partition, record.offset()));
    }
    return true;
  }

  /** Interrupts a turn that waits for Kafka; any thread may call this method. */
  void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    router.close();
    consumer.close();
  }
}
